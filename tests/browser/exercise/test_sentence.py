"""A learner's sentence gets an opinion, which says why and changes no verdict."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import Visit
from tests.browser.content import FRAMING, all_right, others, wrong
from tests.browser.learner import Classify
from tools.grading.traces import with_known
from tools.grading.worker import GraderProcess

FIRST = FRAMING.meta.item[0]
CANDIDATES = [
    *(example.text for example in FIRST.examples),
    "Well, one could see it this way, or else the other way round.",
    "El robot ya conoce todas las formas.",
    "asdf qwer 50 shapes",
]
Opinions = dict[str, tuple[str, str]]


@pytest.fixture(scope="module")
def opinions(native: GraderProcess) -> Opinions:
    """For each opinion a sentence on the first scenario that gets it, and the reason."""
    by_verdict: Opinions = {}
    exercise = with_known(FRAMING, native)
    for sentence in CANDIDATES:
        answers = {**all_right(FRAMING)}
        answers[FIRST.id] = {**answers[FIRST.id], "because": sentence}
        report = native.grade(exercise, answers)
        because = because_of(report)
        by_verdict.setdefault(because["verdict"], (sentence, because["reason"]))
    return by_verdict


def because_of(report: dict[str, Any]) -> dict[str, str]:
    check = next(check for check in report["checks"] if check["name"] == FIRST.id)
    because: dict[str, str] = check["because"]
    return because


@pytest.fixture
def exercise(visit: Visit) -> Classify:
    """The exercise with all labels and phrases right, not checked yet."""
    scenario = Classify(visit("practice/"), FRAMING.id)
    scenario.answer(all_right(FRAMING))
    return scenario


def say(exercise: Classify, sentence: str) -> Locator:
    """Write the sentence on the first scenario, check, and return what is thought of it."""
    scenario = exercise.scenario(FIRST.id)
    scenario.get_by_role("textbox").fill(sentence)
    exercise.check()
    exercise.has("pass")
    return scenario.locator("[data-opinion]")


def test_every_opinion_comes_with_its_reason_and_none_changes_the_verdict(
    exercise: Classify, opinions: Opinions
) -> None:
    for verdict in ("sound", "vague", "wrong"):
        sentence, reason = opinions[verdict]
        opinion = say(exercise, sentence)
        expect(opinion).to_have_attribute("data-opinion", verdict)
        expect(opinion).to_contain_text(reason)
        expect(exercise.status).to_contain_text("judged below each scenario")
        expect(opinion).to_contain_text("automatic opinion")
        assert exercise.marks()[FIRST.id] == "pass"


def test_no_sentence_gets_no_opinion(exercise: Classify) -> None:
    expect(say(exercise, "")).to_have_count(0)
    expect(exercise.status).not_to_contain_text("judged below")


def test_a_sound_sentence_for_another_label_is_told_so(visit: Visit, opinions: Opinions) -> None:
    exercise = Classify(visit("practice/"), FRAMING.id)
    exercise.answer({**all_right(FRAMING), FIRST.id: wrong(FIRST, others(FRAMING, FIRST)[0])})
    scenario = exercise.scenario(FIRST.id)
    scenario.get_by_role("textbox").fill(opinions["sound"][0])
    exercise.check()
    exercise.has("fail")
    expect(scenario.locator("[data-opinion]")).to_contain_text("another label than the one you")


def test_where_there_is_no_opinion_the_learner_compares_and_it_is_kept(
    exercise: Classify, opinions: Opinions
) -> None:
    expect(say(exercise, opinions["unsure"][0])).to_have_count(0)
    expect(exercise.status).not_to_contain_text("judged below")
    scenario = exercise.scenario(FIRST.id)
    expect(scenario).to_contain_text(FIRST.model)
    compare = scenario.get_by_role("group", name="Your sentence beside the model sentence")
    expect(compare.get_by_role("button", pressed=True)).to_have_count(0)
    compare.get_by_role("button", name="Mine says less").press("Enter")
    expect(exercise.status).to_have_text("Noted for scenario 1: “Mine says less”")
    exercise.page.reload()
    pressed = compare.get_by_role("button", pressed=True)
    expect(pressed).to_have_text("Mine says less")
    expect(pressed).to_have_count(1)


def test_the_comparison_gives_no_answer_away(visit: Visit, opinions: Opinions) -> None:
    exercise = Classify(visit("practice/"), FRAMING.id)
    exercise.answer({**all_right(FRAMING), FIRST.id: wrong(FIRST, others(FRAMING, FIRST)[0])})
    scenario = exercise.scenario(FIRST.id)
    scenario.get_by_role("textbox").fill(opinions["unsure"][0])
    exercise.check()
    expect(scenario.locator("[data-opinion]")).to_have_count(0)
    expect(scenario.get_by_role("button", name="Mine says")).to_have_count(0)
    expect(scenario).not_to_contain_text(FIRST.model)
