"""What a sentence claims: ideas with a sign, about what, and whether the writer means it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from grader.judge.grammar import RELATIVE, Clause, clauses
from grader.judge.lexicon import Lexicon, Mention

# A clause of such words alone, with a negation or an auxiliary, repeats what the one before said.
AUXILIARY = frozenset(
    ("be", "do", "have", "can", "must", "will", "would", "need", "too", "here", "none", "but")
)


@dataclass(frozen=True)
class Claim:
    """One idea in one clause.

    Attributes:
        axis: name of the idea.
        sign: 1 for its "yes", −1 for its "no", after all negations.
        clause: number of the clause.
        aside: said of something that the rubric sets aside.
        context: the last context named in the clause or before it.
        name: whom it is said of, if the clause names one.
        start, end: where it stands in the sentence, in stems.
        plain: sign before the negations.
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


@dataclass
class Reading:
    """A sentence as the judge understands it."""

    stems: list[str]
    clauses: list[Clause]
    mentions: list[Mention]
    claims: list[Claim]


def read(stems: list[str], lexicon: Lexicon) -> Reading:
    """Find the claims of a sentence."""
    parts = clauses(stems)
    mentions = lexicon.mentions(stems)
    claims: list[Claim] = []
    name = ""
    for number, clause in enumerate(parts):
        inside = [one for one in mentions if clause.start <= one.start < clause.end]
        names = [one for one in inside if one.kind == "name"]
        follows = number and stems[clause.start] in RELATIVE | {"it", "its", "this"}
        name = name if not names and follows else ""
        found = [_claim(one, inside, number, clause, name) for one in inside if one.kind == "axis"]
        if names:
            name = names[0].idea
        if not found and claims and not clause.set_aside:
            found = _repeated(stems, clause, number, inside, claims)
        claims += found
    return Reading(stems, parts, mentions, claims)


def _claim(
    one: Mention, inside: Sequence[Mention], number: int, clause: Clause, name: str
) -> Claim:
    flips = clause.flips[one.start - clause.start] + clause.supposed
    sign = -one.sign if flips % 2 else one.sign
    before = [other for other in inside if other.kind == "name" and other.start < one.start]
    return Claim(
        one.idea,
        sign,
        number,
        _nearest(one, inside, "thing", "aside") == "aside",
        _context(one, inside),
        before[-1].idea if before else name,
        one.start,
        one.end,
        one.sign,
        clause.supposed or clause.set_aside,
    )


def _nearest(one: Mention, inside: Sequence[Mention], *kinds: str) -> str:
    """The kind of the nearest mention of these kinds: to the left, else to the right."""
    left = [other for other in inside if other.kind in kinds and other.start < one.start]
    right = [other for other in inside if other.kind in kinds and other.start > one.start]
    return left[-1].kind if left else right[0].kind if right else ""


def _context(one: Mention, inside: Sequence[Mention]) -> str:
    named = [other for other in inside if other.kind == "context"]
    if not named:
        return ""
    return min(named, key=lambda other: abs(other.start - one.start)).idea


def _repeated(
    stems: Sequence[str],
    clause: Clause,
    number: int,
    inside: Sequence[Mention],
    claims: Sequence[Claim],
) -> list[Claim]:
    """“…, the cities do not”: the claim before, said of something else or denied."""
    words = set(stems[clause.start : clause.end])
    if clause.end - clause.start > 8 or not (clause.negated or words & AUXILIARY):
        return []
    last = [one for one in claims if one.clause == claims[-1].clause]
    sign_of = -1 if clause.negated else 1
    kinds = [one.kind for one in inside if one.kind in ("thing", "aside")]
    context = next((one.idea for one in inside if one.kind == "context"), "")
    return [
        replace(
            one,
            sign=one.plain * sign_of,
            clause=number,
            aside=bool(kinds) and kinds[-1] == "aside",
            context=context or one.context,
            start=clause.start,
            end=clause.end,
            supposed=False,
        )
        for one in last
    ]
