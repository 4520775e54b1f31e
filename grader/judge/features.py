"""What the model looks at: a reading, put in terms of what the scenario's rubric agrees with.

The same feature is counted three times, for all scenarios, for those with the same right label, and
for this scenario, so that what is learned from one scenario serves the others.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from math import sqrt

from grader.judge.claims import Claim, Reading
from grader.judge.english import MARKS
from grader.judge.lexicon import Mention

AGREES, OPPOSES = "agrees", "opposes"
ELSEWHERE = "elsewhere"  # the context whose claims count apart


@dataclass(frozen=True)
class Rubric:
    """What a scenario says, in terms of the lexicon.

    Attributes:
        item: id of the scenario.
        label: its right label.
        signs: for each axis that matters, the sign that agrees with the scenario.
        truths: for each label, the signs of what is true of it.
        granted: the axes in ``signs`` whose true side decides nothing.
    """

    item: str
    label: str
    signs: Mapping[str, int]
    truths: Mapping[str, Mapping[str, int]]
    granted: frozenset[str] = frozenset()

    def stand(self, claim: Claim) -> str:
        """Whether a claim agrees with the scenario or opposes it; else its bare sign."""
        return self.stand_of(claim.axis, claim.sign)

    def stand_of(self, axis: str, sign: int) -> str:
        """The same for an axis and a sign."""
        product = sign * self.signs.get(axis, 0)
        if product < 0:
            return OPPOSES
        return AGREES if product and axis not in self.granted else "yes" if sign > 0 else "no"

    def of_other(self, claim: Claim) -> bool:
        """Whether the claim is about another label than the right one."""
        return claim.name not in ("", self.label)

    def true_of_other(self, claim: Claim) -> bool | None:
        """Whether what is claimed of another label is true; None if the rubric cannot tell."""
        true_sign = self.truths.get(claim.name, {}).get(claim.axis)
        return None if true_sign is None else true_sign == claim.sign


def features(reading: Reading, rubric: Rubric) -> dict[str, float]:
    """Names and values of a sentence's features."""
    strengths: dict[str, float] = {}
    for name, value in _bare(reading, rubric):
        for level in levels_of(rubric):
            key = f"{level}|{name}"
            strengths[key] = strengths.get(key, 0.0) + value
    return strengths


def levels_of(rubric: Rubric) -> tuple[str, str, str]:
    """What a scenario's features are counted for: all scenarios, those of its label, itself."""
    return "*", rubric.label, rubric.item


def level_of(feature: str) -> str:
    """What the feature of a name is counted for."""
    return feature.partition("|")[0]


def leaning(reading: Reading, rubric: Rubric) -> int:
    """By how many more of a sentence's claims agree with the scenario than oppose it."""
    stands = [
        rubric.stand(claim)
        for claim in reading.claims
        if not claim.aside and not rubric.of_other(claim) and claim.context != ELSEWHERE
    ]
    return stands.count(AGREES) - stands.count(OPPOSES)


def _bare(reading: Reading, rubric: Rubric) -> Iterator[tuple[str, float]]:
    yield from _claimed(reading, rubric)
    for number in range(len(reading.clauses)):
        yield from _ordered(reading, rubric, number)
    for idea in sorted({mention.idea for mention in reading.mentions if mention.kind != "axis"}):
        yield f"mentions {'own' if idea == rubric.label else idea}", 1.0
    yield from _worded(reading)


def _claimed(reading: Reading, rubric: Rubric) -> Iterator[tuple[str, float]]:
    counts: dict[str, int] = {}
    of_clause: dict[int, set[str]] = {}
    for claim in reading.claims:
        if claim.aside:
            yield f"aside {claim.axis}", 1.0
        elif rubric.of_other(claim):
            true = rubric.true_of_other(claim)
            if true is not None:
                yield f"other {true}", 1.0
                yield f"other {claim.axis} {true}", 1.0
        else:
            context = "@elsewhere" if claim.context == ELSEWHERE else ""
            name = f"{claim.axis}{context} {rubric.stand(claim)}"
            counts[name] = counts.get(name, 0) + 1
            of_clause.setdefault(claim.clause, set()).add(name)
            if claim.name:
                yield f"own {name}", 1.0
    for name, count in counts.items():
        yield name, sqrt(min(count, 2))
    for names in of_clause.values():
        ordered = sorted(names)
        yield from ((f"{a} & {b}", 1.0) for i, b in enumerate(ordered) for a in ordered[:i])
    yield from _balance(counts)


def _balance(counts: Mapping[str, int]) -> Iterator[tuple[str, float]]:
    plus = sum(count for name, count in counts.items() if name.endswith(AGREES))
    minus = sum(count for name, count in counts.items() if name.endswith(OPPOSES))
    if plus and minus:
        balance = "more agrees" if plus > minus else "more opposes" if minus > plus else "even"
    else:
        balance = AGREES if plus else OPPOSES if minus else "nothing"
    yield f"balance {balance}", 1.5
    yield f"agrees {min(plus, 4)}", 1.0
    yield f"opposes {min(minus, 4)}", 1.0


def _ordered(reading: Reading, rubric: Rubric, number: int) -> Iterator[tuple[str, float]]:
    """Who does what: what is mentioned side by side in a clause, in its order."""
    clause = reading.clauses[number]
    row = ["<"]
    for mention in reading.mentions:
        if clause.start <= mention.start < clause.end and mention.idea != "general":
            row.append(_token(mention, clause.denies(mention.denied_at, mention.own), rubric))
            if mention.kind == "name":
                owner = "own" if mention.idea == rubric.label else "other"
                how = "contrast" if clause.flips[mention.start - clause.start] else "plain"
                yield f"{owner} {'supposed' if clause.supposed else how}", 1.0
    yield from ((f"{a} > {b}", 0.6) for a, b in zip(row, [*row[1:], ">"], strict=True))


def _token(mention: Mention, flipped: bool, rubric: Rubric) -> str:
    if mention.kind == "axis":
        sign = -mention.sign if flipped else mention.sign
        return f"{mention.idea}:{rubric.stand_of(mention.idea, sign)}"
    if mention.kind == "name":
        return "own" if mention.idea == rubric.label else "other"
    return f"not {mention.idea}" if flipped else mention.idea


def _worded(reading: Reading) -> Iterator[tuple[str, float]]:
    """The words themselves, each with its negation, and pairs of neighbours."""
    words = set()
    for clause in reading.clauses:
        for at in range(clause.start, clause.end):
            words.add(f"not {reading.stems[at]}" if clause.denies(at) else reading.stems[at])
    yield from ((f"word {word}", 0.5) for word in sorted(words) if word[-1] not in MARKS)
    stems = [stem for stem in reading.stems if stem not in MARKS]
    yield from ((f"pair {a} {b}", 0.35) for a, b in sorted(set(pairwise(stems))))
