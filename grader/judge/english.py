"""English function words, by what they do to a sentence; nothing of any subject.

All are kept as stems, for that is what the judge reads.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from grader.judge.words import stem, tokens

Phrases = dict[str, list[tuple[str, ...]]]  # by their first stem, the longest first


def phrases_of(expressions: Iterable[str]) -> Phrases:
    """Expressions as stems, to be looked up with ``phrase_length``."""
    table: Phrases = {}
    for expression in expressions:
        stems = tuple(stem(word) for word in tokens(expression))
        table.setdefault(stems[0], []).append(stems)
    for entries in table.values():
        entries.sort(key=len, reverse=True)
    return table


def phrase_length(phrases: Phrases, stems: Sequence[str], at: int) -> int:
    """How many stems the longest phrase takes that begins at a place; 0 if none does."""
    for phrase in phrases.get(stems[at], ()):
        if tuple(stems[at : at + len(phrase)]) == phrase:
            return len(phrase)
    return 0


def _phrases(text: str) -> Phrases:
    return phrases_of(text.split(";"))


def _stems(text: str) -> frozenset[str]:
    return frozenset(stem(word) for word in text.split())


# They negate what follows them in their clause.
NEGATORS = _phrases(
    """not; no; never; none; nothing; nobody; no one; nor; neither; nowhere; without; hardly;
    instead of; rather than; unlike; in place of; as opposed to; lack; fail to; unable;
    stop; keep from; prevent; avoid; refuse; zero; 0; cease; minus; less than; nil; barely;
    scarcely; ignore; discard; hinder; stop from; save from; anything but;
    far from; rule against; ban on"""
)
# They negate their whole clause.
DENIALS = _phrases(
    """impossible; forbid; prohibit; exclude; rule out; ruled out; off limits; out of the question;
    unavailable; redundant; superfluous; unnecessary; useless; irrelevant; needless; deny; denied;
    infeasible; inadmissible; disallow; unused; pointless; of no use; no part; no role; no effect;
    no bearing; nothing to do with; be beside the point; will not do"""
)
# They look like negations and are none.
HARMLESS = _phrases(
    """not only; not just; not merely; not simply; nothing but; no matter; no doubt; no more
    than; no longer than; not to mention; no wonder; not least; without exception; without
    doubt; without a doubt; without question; not sure; i do not think; whether or not; if not;
    not know if; nothing else than; not before; not until; nothing against; nothing speak
    against; no rule against; nothing wrong with; no harm in; no reason not to; no objection to"""
)
# "Not only one city": what is more than these is not one.
BEYOND = _phrases("more than; more than just; more than only; other than")
NOT_ONLY = _phrases("not only; not just; not merely; not simply; not exclusively; not solely")
ONE = _stems("1 single")
# A negation ends before these: "no more frozen when …", "nothing compared to …".
UNTIL = _phrases("when; whenever; compared to; compared with; in comparison; next to; beside")
COMPARED = _stems("compared")
# "It is told nothing about …": these deny the verb before them.
NO_OBJECT = _stems("nothing nobody none")
PASSIVE = _stems("be get s")
# After one of these, "means" or "meaning" begins a clause: "which means that …".
OF_MEANING = _stems("that it they there")
# "… and works out which": one of these after a word makes it a verb.
OF_OBJECT = _stems("out up off to it them which what how whether from where who")
# "It can't just guess": after these, "not just" is a negation all the same.
UNABLE = _stems("can could may should")
# "It has no doubt left": after these, it is said that there is none.
HOLDING = _stems("have leave keep hold feel with")
SPEAKERS = _stems("i we")  # who say only that they are sure of what follows
THAT = _stems("that")

MARKS = frozenset(",;:.!?()—–")
# A clause begins with these.
CONJUNCTIONS = _stems(
    """because so since but while whereas although though hence therefore thus yet however except
    provided unless otherwise meaning until albeit nor"""
)
BECAUSE = _stems("because")
RELATIVE = _stems("which whose where who")
FINITE = _stems("is must has will would could may might can needs does")
# "is not", "it's never": a negation after these is that of their verb.
HELPING = FINITE | _stems("it they which that who so and or s")
MODAL = _stems("can could may might")
NEGATED_SUBJECTS = _stems("no none nothing nobody neither")
DETERMINERS = _stems("the a an its their his her our every each all some any few many most no")
PREPOSITIONS = _stems(
    "of to in on at by for from with without into onto over under within during through about"
)
# One of these soon after "and" is the beginning of a clause.
OPENING = _stems(
    """it is are was were be must has have can needs need will would could may might does do did
    that they he she you we this there these those its not no never so then i only gets get
    nobody nothing none one they"""
)
# "It is not allowed", "it need not be kept": with these, the negation reaches the subject as well.
PARTICIPLES = _stems(
    """allowed permitted possible affordable afforded available feasible needed need required
    necessary updated revised used taken kept held maintained represented computed changed carried
    wanted asked called demanded involved done made given shown permissible viable granted covered
    enough sufficient"""
)
# A clause that ends with one of these leaves its verb out: "the other does not", "and so is this".
AUXILIARIES = _stems("be do have can must will would could should may might need")
SUPPOSED = frozenset(("if", "supposing", "assuming"))
WOULD = frozenset(("would", "could", "might", "d"))
# Back from what is supposed to how things are.
REALITY = _stems("but yet however here actually unfortunately as it is")

FUNCTION = (
    FINITE
    | CONJUNCTIONS
    | OPENING
    | RELATIVE
    | SUPPOSED
    | WOULD
    | _stems(
        """a an the of to in on at by for from with without into onto over under and or as than if
        no not only just some any all each every what how my your our me us him them more most
        less too very also like unlike within about up out off after before during between
        through because against again there here always ever both whatever
        something anything everything someone somebody anyone anybody everyone everybody"""
    )
)
