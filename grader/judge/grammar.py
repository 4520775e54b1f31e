"""The little grammar that a judge of one sentence needs: clauses, negation, what is only supposed.

It knows English function words and nothing of any subject.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from grader.judge.words import stem, tokens


def _set(text: str) -> frozenset[str]:
    return frozenset(stem(one) for one in text.split())


def _phrases(text: str) -> dict[str, list[tuple[str, ...]]]:
    table: dict[str, list[tuple[str, ...]]] = {}
    for line in text.split(";"):
        words = tuple(stem(one) for one in tokens(line))
        table.setdefault(words[0], []).append(words)
    for entries in table.values():
        entries.sort(key=len, reverse=True)
    return table


# They negate what follows them in their clause.
FORWARD = _phrases(
    """not; no; never; none; nothing; nobody; no one; nor; neither; nowhere; without; hardly;
    instead of; rather than; unlike; in place of; as opposed to; lack; fail to; unable;
    stop; keep from; prevent; avoid; refuse; zero; 0; cease; minus; less than; nil; barely;
    scarcely; ignore; discard; bar; hinder; stop from; save from; anything but; far from"""
)
# They negate their whole clause.
AROUND = _phrases(
    """impossible; forbid; prohibit; exclude; rule out; ruled out; rule; off limits; out of the
    question; unavailable; redundant; superfluous; unnecessary; useless; irrelevant;
    needless; deny; denied; infeasible; inadmissible; off the table; disallow; unused;
    decoration; formality; out of reach; unaffordable; idle; of no use; equal 0; buy
    nothing; add nothing; change nothing; do nothing; tell nothing; mean nothing; teach
    nothing; nothing to teach; no part; no role; no information; no effect; no bearing;
    leave out; leave alone; be beside the point; carry nothing; need nothing; nothing to do
    with; come to nothing; pointless; switched off; out of bounds"""
)
# They look like negations and are none.
EMPTY = _phrases(
    """not only; not just; not merely; not simply; nothing but; no matter; no doubt; no more than;
    no longer than; not to mention; no wonder; not least; without exception; without doubt;
    without question; not sure; i do not think; whether or not; if not; not know if; nothing
    else than; not before; not until"""
)
# A clause ends before these.
BREAKS = _set(
    """because so since but while whereas although though hence therefore thus yet however except
    provided unless otherwise meaning until albeit nor"""
)
# "It is not allowed", "it need not be kept": with these, the negation reaches the subject as well.
DONE = _set(
    """allowed permitted possible affordable afforded available feasible needed need required
    necessary updated revised used taken kept held maintained represented computed changed carried
    wanted asked called demanded involved done made given shown permissible viable granted covered
    enough sufficient"""
)
MARKS = frozenset(",;:.!?()—–")
VERBAL = _set(
    """it is are was were be must has have can needs need will would could may might does do did
    that they he she you we this there these those its not no never so then i only gets get
    nobody nothing none one they"""
)
FINITE = _set("is must has will would could may might can needs does")
HELPING = FINITE | _set("it they which that who so and or")
RELATIVE = _set("which whose where who")
SUPPOSED = frozenset(("if", "supposing", "assuming"))
WOULD = frozenset(("would", "could", "might", "d"))
FUNCTION = (
    FINITE
    | BREAKS
    | VERBAL
    | RELATIVE
    | SUPPOSED
    | WOULD
    | _set(
        """a an the of to in on at by for from with without into onto over under and or as than if
        no not only just some any all each every what how my your our me us him them more most
        less too very also like unlike within about up out off after before during between
        through because against again there here"""
    )
)
REALITY = _set("but yet however here actually unfortunately as it is")


@dataclass
class Clause:
    """A stretch ``start … end`` of the sentence's stems.

    Attributes:
        flips: for each stem of the clause, how many negations reach it.
        supposed: what it says is only supposed, and by that denied.
        set_aside: it says what the writer would do then, and claims nothing.
    """

    start: int
    end: int
    flips: list[int] = field(default_factory=list)
    supposed: bool = False
    set_aside: bool = False
    negated: bool = False


def clauses(stems: Sequence[str]) -> list[Clause]:
    """Split a sentence into clauses and find what is negated and what is only supposed."""
    cuts = _cuts(stems)
    found = [
        Clause(start, end)
        for start, end in zip(cuts, [*cuts[1:], len(stems)], strict=True)
        if any(one not in MARKS for one in stems[start:end])
    ]
    for clause in found:
        _negate(stems, clause)
    _suppose(stems, found)
    return found


def _cuts(stems: Sequence[str]) -> list[int]:
    cuts = [0]
    contrast = False  # after "unlike", a comma with a relative clause does not end its reach
    for at, word in enumerate(stems):
        if word == "unlik":
            contrast = True
        after = stems[at + 1] if at + 1 < len(stems) else ""
        if word in MARKS:
            if contrast and after in RELATIVE:
                continue
            contrast = False
            cuts.append(at + 1)
        elif at and (
            (word in BREAKS and stems[at - 1] not in ("anything", "nothing"))
            or (word == "and" and VERBAL & set(stems[at + 1 : at + 3]))
            or (word == "i" and after in WOULD)
            or (word in ("rather", "instead") and after in ("than", "of"))
            or (word in ("not", "never") and stems[at - 1] in ("and",))
        ):
            cuts.append(at)
    return sorted(set(cuts))


def _negate(stems: Sequence[str], clause: Clause) -> None:
    words = stems[clause.start : clause.end]
    flips = [0] * len(words)
    at = 0
    while at < len(words):
        length = _length(EMPTY, words, at)
        if length:
            at += length
            continue
        if length := _length(AROUND, words, at):
            # "not ruled out" leaves what stands before as it is
            first = 0 if flips[at] % 2 == 0 else at + length
            for i in range(first, len(words)):
                flips[i] += not at <= i < at + length
            clause.negated = not clause.negated
        elif length := _length(FORWARD, words, at):
            last = at + length >= len(words) - (words[-1] in MARKS)
            # "…, the state does not" denies what stands before it
            for i in range(at + length, _reach(words, at)):
                flips[i] += 1
            for i in range(at if last or _reaches_subject(words, at) else 0):
                flips[i] += 1
            clause.negated = not clause.negated
        at += max(1, length)
    clause.flips = flips


def _reaches_subject(words: Sequence[str], at: int) -> bool:
    """Whether the negation at a place is that of a passive such as “steps are not allowed”."""
    around = words[max(0, at - 1) : at + 3]
    return (
        words[at] in ("not", "never")
        and "be" in around
        and bool(DONE & set(words[at + 1 : at + 4]))
    )


def _reach(words: Sequence[str], at: int) -> int:
    """Where a negation's reach ends: with the clause, or, in “a task never trained on is …”, before
    the verb of the clause."""
    if words[at] in ("not", "never", "without", "unlik") and at and words[at - 1] not in HELPING:
        for i in range(at + 2, len(words)):
            if words[i] in FINITE:
                return i
    return len(words)


def _length(table: dict[str, list[tuple[str, ...]]], words: Sequence[str], at: int) -> int:
    for phrase in table.get(words[at], ()):
        if tuple(words[at : at + len(phrase)]) == phrase:
            return len(phrase)
    return 0


def _suppose(stems: Sequence[str], found: list[Clause]) -> None:
    """Mark “if …, I would …” up to the word that returns to how things are."""
    if not WOULD & set(stems):
        return
    supposing = False
    for number, clause in enumerate(found):
        words = stems[clause.start : clause.end]
        # "Had the list been open, …"
        opens = _opens(words) or (number == 0 and words[0] in ("have", "be"))
        if opens:
            supposing = True
        elif words[0] in REALITY or stems[clause.start - 1] in ";.":
            supposing = False
        would = bool(WOULD & set(words))
        clause.set_aside = would and (words[0] == "i" or (supposing and not opens))
        clause.supposed = supposing and words[0] != "i"
    # "I'd say X" without an "if" is a hedge and claims X.
    if not any(clause.supposed for clause in found):
        for clause in found:
            clause.set_aside = False


def _opens(words: Sequence[str]) -> bool:
    return bool(SUPPOSED & set(words[:3])) and "even" not in words[:2]
