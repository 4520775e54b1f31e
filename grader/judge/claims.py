"""What a sentence claims: ideas with a sign, about what, and whether the writer means it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from grader.judge.clauses import Clause, clauses_of
from grader.judge.english import AUXILIARIES, FUNCTION, MARKS, RELATIVE
from grader.judge.lexicon import Lexicon, Mention

LONGEST_ELLIPSIS = 8  # stems
# A subject that takes up the one before: what it does is said of the same name.
FOLLOWING = RELATIVE | {"it", "its", "this"}


@dataclass(frozen=True)
class Claim:
    """One idea in one clause.

    Attributes:
        axis: name of the idea.
        sign: 1 for its "yes", −1 for its "no", after all negations.
        clause: number of the clause.
        aside: said of something that the rubric sets aside.
        context: the context named nearest to it in the clause.
        name: whom it is said of, if the clause names one.
        start, end: where it stands in the sentence, in stems.
        plain: sign before the negations.
        supposed: the writer does not say that it is so.
        repeated: it is left out of the clause and understood from the one before.
    """

    axis: str
    sign: int
    clause: int
    aside: bool
    context: str
    name: str
    start: int
    end: int
    plain: int
    supposed: bool = False
    repeated: bool = False


@dataclass
class Reading:
    """A sentence as the judge understands it."""

    stems: list[str]
    clauses: list[Clause]
    mentions: list[Mention]
    claims: list[Claim]


def read(stems: list[str], lexicon: Lexicon) -> Reading:
    """Find the claims of a sentence."""
    clauses = clauses_of(stems, lexicon.denials)
    mentions = lexicon.mentions(stems)
    claims: list[Claim] = []
    name = ""
    for number, clause in enumerate(clauses):
        inside = [mention for mention in mentions if clause.start <= mention.start < clause.end]
        names = [mention.idea for mention in inside if mention.kind == "name"]
        follows = number and stems[clause.start] in FOLLOWING
        name = name if not names and follows else ""
        own = [
            _claim(mention, inside, number, clause, name, stems)
            for mention in inside
            if mention.kind == "axis"
        ]
        if names:
            name = names[0]
        if not own and claims and _leaves_out_its_verb(stems, clause, inside):
            own = _repeated(claims, clause, number, inside)
        claims += own
    return Reading(stems, clauses, mentions, claims)


def _claim(
    mention: Mention,
    inside: Sequence[Mention],
    number: int,
    clause: Clause,
    name: str,
    stems: Sequence[str],
) -> Claim:
    before = [
        other.idea for other in inside if other.kind == "name" and other.start < mention.start
    ]
    return Claim(
        mention.idea,
        -mention.sign if clause.denies(mention.denied_at, mention.own) else mention.sign,
        number,
        _is_aside(mention, inside, stems),
        _context(mention, inside),
        before[-1] if before else name,
        mention.start,
        mention.end,
        mention.sign,
        clause.supposed or clause.set_aside,
    )


def _is_aside(mention: Mention, inside: Sequence[Mention], stems: Sequence[str]) -> bool:
    """Whether what it is said of is set aside: what follows it at once, as in “the same arm”, else
    the nearest thing named to the left, else to the right."""
    named = [
        other
        for other in inside
        if other.kind in ("thing", "aside")
        # "always" or "any" may be listed with the things, but nothing is said of them
        and not FUNCTION.issuperset(stems[other.start : other.end])
    ]
    left = [other for other in named if other.start < mention.start]
    right = [other for other in named if other.start > mention.start]
    nearest = [other for other in right if other.start == mention.end] or left[-1:] or right[:1]
    return any(other.kind == "aside" for other in nearest)


def _context(mention: Mention, inside: Sequence[Mention]) -> str:
    contexts = [other for other in inside if other.kind == "context"]
    if not contexts:
        return ""
    return min(contexts, key=lambda other: abs(other.start - mention.start)).idea


def _leaves_out_its_verb(stems: Sequence[str], clause: Clause, inside: Sequence[Mention]) -> bool:
    """Whether a clause says something of another thing by what was said before: “…, the cities do
    not”, “not the cities”, “so are the cities”."""
    words = [word for word in stems[clause.start : clause.end] if word not in MARKS]
    if clause.set_aside or not words or len(words) > LONGEST_ELLIPSIS:
        return False
    auxiliary = AUXILIARIES & set(words)
    if words[-1] in AUXILIARIES | {"not", "never", "too", "either"} and (
        auxiliary or clause.negated
    ):
        return True
    first = words[1:] if words[0] in ("and", "but", "so") else words
    about = [mention for mention in inside if mention.kind in ("thing", "aside", "context")]
    named = {place for mention in about for place in range(mention.start, mention.end)}
    others = [
        stems[place]
        for place in range(clause.start, clause.end)
        if place not in named and stems[place] not in FUNCTION | set(MARKS)
    ]
    begins = first[:1] and first[0] in {"not", "never", "nor", "neither"} | AUXILIARIES
    return bool(begins) and not others and (clause.negated or bool(auxiliary))


def _repeated(
    claims: Sequence[Claim], clause: Clause, number: int, inside: Sequence[Mention]
) -> list[Claim]:
    """The claims of the clause before, said of something else or denied."""
    kinds = [mention.kind for mention in inside if mention.kind in ("thing", "aside")]
    context = next((mention.idea for mention in inside if mention.kind == "context"), "")
    return [
        replace(
            claim,
            sign=-claim.plain if clause.negated else claim.plain,
            clause=number,
            aside=kinds[-1:] == ["aside"],
            context=context or claim.context,
            start=clause.start,
            end=clause.end,
            supposed=False,
            repeated=True,
        )
        for claim in claims
        if claim.clause == claims[-1].clause
    ]
