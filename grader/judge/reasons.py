"""What the learner is told about a sentence: which fact it names, misses or contradicts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from grader.judge.claims import Claim, Reading
from grader.judge.features import AGREES, OPPOSES

if TYPE_CHECKING:
    from grader.judge import Scenario

SOUND = "You say that {claims}, and that decides the scenario."
SOUND_PLAIN = "Your sentence names what decides the scenario."
VAGUE = "Your sentence does not say {asks}, and that decides the scenario."
VAGUE_PLAIN = "Your sentence does not name what decides the scenario."
WRONG = "You say that {claims}, but: {fact}"
WRONG_PLAIN = "Your sentence does not fit the scenario: {fact}"
WRONG_OTHER = "What you say about {name} does not hold. {fact}"
UNSURE = "It is not clear enough to judge automatically. Compare it with the model sentence."
MOST = 2  # claims that are quoted


def reason(
    verdict: str, reading: Reading | None, scenario: Scenario, data: Mapping[str, Any]
) -> str:
    """One or two sentences that explain a verdict."""
    if reading is None or verdict == "unsure":
        return UNSURE
    rubric = scenario.rubric
    claims = [one for one in reading.claims if not one.aside and not rubric.of_other(one)]
    if verdict == "sound":
        said = _said(claims, scenario, data, AGREES)
        return SOUND.format(claims=said) if said else SOUND_PLAIN
    if verdict == "vague":
        if not scenario.asks:
            return VAGUE_PLAIN
        return VAGUE.format(asks=scenario.asks)
    false = [one for one in reading.claims if rubric.of_other(one)]
    false = [one for one in false if rubric.true_of_other(one) is False]
    said = _said(claims, scenario, data, OPPOSES)
    if false and not said:
        return WRONG_OTHER.format(name=false[0].name, fact=scenario.fact)
    if said:
        return WRONG.format(claims=said, fact=scenario.fact)
    return WRONG_PLAIN.format(fact=scenario.fact)


def _said(claims: list[Claim], scenario: Scenario, data: Mapping[str, Any], stand: str) -> str:
    """The claims that agree with the scenario, or oppose it, in the rubric's words."""
    words = list(dict.fromkeys(_words(claims, scenario, data, stand)))[:MOST]
    return " and that ".join(words)


def _words(
    claims: list[Claim], scenario: Scenario, data: Mapping[str, Any], stand: str
) -> Iterator[str]:
    axes = data.get("axes", {})
    for claim in claims:
        if scenario.rubric.stand(claim) == stand and not claim.supposed:
            words = axes.get(claim.axis, {}).get("says" if claim.sign > 0 else "denies")
            if words:
                yield words
