"""What the learner is told about a sentence: which fact it names, misses or contradicts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from grader.judge.claims import Claim, Reading
from grader.judge.english import NEGATED_SUBJECTS
from grader.judge.features import AGREES, OPPOSES

if TYPE_CHECKING:
    from grader.judge import Scenario

SOUND = "You say that {claims}, and that decides the scenario."
SOUND_PLAIN = "Your sentence names what decides the scenario."
VAGUE = "Your sentence does not say {asks}, and that decides the scenario."
VAGUE_PLAIN = "Your sentence does not name what decides the scenario."
WRONG = "You say that {claims}. The scenario says otherwise: {fact}"
WRONG_PLAIN = "Your sentence does not fit the scenario. It says: {fact}"
WRONG_OTHER = "What you say about {name} does not hold. {fact}"
UNSURE = "It is not clear enough to judge automatically. Compare it with the model sentence."
MOST = {AGREES: 2, OPPOSES: 1}  # claims that are quoted


def reason(
    verdict: str, reading: Reading | None, scenario: Scenario, data: Mapping[str, Any]
) -> str:
    """One or two sentences that explain a verdict."""
    if reading is None or verdict == "unsure":
        return UNSURE
    rubric = scenario.rubric
    claims = [claim for claim in certain(reading) if not claim.aside and not rubric.of_other(claim)]
    if verdict == "sound":
        quoted = _quoted(claims, scenario, data, AGREES)
        return SOUND.format(claims=quoted) if quoted else SOUND_PLAIN
    if verdict == "vague":
        return VAGUE.format(asks=scenario.asks) if scenario.asks else VAGUE_PLAIN
    if quoted := _quoted(claims, scenario, data, OPPOSES):
        return WRONG.format(claims=quoted, fact=scenario.fact)
    for claim in reading.claims:
        if rubric.of_other(claim) and rubric.true_of_other(claim) is False:
            return WRONG_OTHER.format(name=claim.name, fact=scenario.fact)
    return WRONG_PLAIN.format(fact=scenario.fact)


def certain(reading: Reading) -> list[Claim]:
    """The claims that may be quoted to the writer, who has certainly made them.

    Left out is what is only supposed or understood from another clause, what the sentence says both
    ways, and of several ideas that one negation reaches all but the first.
    """
    signs: dict[str, set[int]] = {}
    for claim in reading.claims:
        signs.setdefault(claim.axis, set()).add(claim.sign)
    return [
        claim
        for claim in reading.claims
        if not claim.supposed
        and not claim.repeated
        and len(signs[claim.axis]) == 1
        and (claim.sign == claim.plain or _is_what_is_denied(claim, reading))
    ]


def _is_what_is_denied(claim: Claim, reading: Reading) -> bool:
    """Whether a denied claim is the one that its clause denies."""
    denied = [
        other
        for other in reading.claims
        if other.clause == claim.clause and other.sign != other.plain
    ]
    if len({other.axis for other in denied}) == 1:
        return True
    # "no city is new and unknown": of which of the two does "no" hold?
    clause = reading.clauses[claim.clause]
    first_words = reading.stems[clause.start : clause.start + 2]
    return claim == denied[0] and not NEGATED_SUBJECTS & set(first_words)


def _quoted(claims: list[Claim], scenario: Scenario, data: Mapping[str, Any], stand: str) -> str:
    """The claims that agree with the scenario, or oppose it, in the rubric's words."""
    words = list(dict.fromkeys(_words(claims, scenario, data, stand)))[: MOST[stand]]
    return " and that ".join(words)


def _words(
    claims: list[Claim], scenario: Scenario, data: Mapping[str, Any], stand: str
) -> Iterator[str]:
    axes = data.get("axes", {})
    for claim in claims:
        if scenario.rubric.stand(claim) == stand:
            words = axes.get(claim.axis, {}).get("says" if claim.sign > 0 else "denies")
            if words:
                yield words
