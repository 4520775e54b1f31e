"""After Check the text itself says what each marked phrase is worth; what was missed can wait."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, expect

from grader import ClassifyExercise
from tests.browser.conftest import Visit
from tests.browser.content import FRAMING, Answers, others, right
from tests.browser.keys import tab_to
from tests.browser.learner import Classify
from tools.course.schema import Scenario

FIRST, SECOND, THIRD, *REST = FRAMING.meta.item
QUESTION = "Which cue did I miss?"


def neutral(item: Scenario) -> str:
    """A phrase that neither decides nor misleads."""
    graded = FRAMING.exercise
    assert isinstance(graded, ClassifyExercise)
    phrases = next(other.phrases for other in graded.items if other.id == item.id)
    known = {*item.accept.deciding, *item.accept.misleading}
    return next(name for name in phrases if name not in known)


# a wrong label, a phrase that misleads; a right label, a phrase that settles nothing; one of two
MIXED: Answers = {
    FIRST.id: {
        "label": others(FRAMING, FIRST)[0],
        "evidence": [FIRST.accept.deciding[0], *FIRST.accept.misleading],
    },
    SECOND.id: {**right(SECOND), "evidence": [neutral(SECOND)]},
    THIRD.id: {**right(THIRD), "evidence": [THIRD.accept.deciding[0]]},
    **{item.id: right(item) for item in REST},
}


@pytest.fixture
def checked(visit: Visit) -> Classify:
    """The exercise after one Check."""
    exercise = Classify(visit("practice/"), FRAMING.id)
    exercise.answer(MIXED)
    exercise.check()
    return exercise


def cues(scenario: Locator) -> dict[str, str]:
    """What stands at the phrases that have a cue."""
    marked = scenario.locator("[data-cue]").all()
    return {
        str(phrase.get_attribute("data-phrase")): phrase.locator(".wb-cue").inner_text().strip()
        for phrase in marked
    }


def test_marked_phrases_say_what_they_are_worth(checked: Classify) -> None:
    first, second = checked.scenario(FIRST.id), checked.scenario(SECOND.id)
    assert cues(first) == {
        FIRST.accept.deciding[0]: "decides",
        FIRST.accept.misleading[0]: "misleads",
    }
    assert cues(second) == {neutral(SECOND): "decides nothing"}
    third = checked.scenario(THIRD.id)
    assert cues(third) == {
        THIRD.accept.deciding[0]: "decides",
        THIRD.accept.deciding[1]: "decides too",
        THIRD.accept.misleading[0]: "tempts",
    }
    expect(third).to_contain_text("There to tempt you: ")
    third.get_by_text("Why not ").click()
    expect(third).to_contain_text(THIRD.why[others(FRAMING, THIRD)[0]])
    button = second.get_by_role("button", name="decides nothing", pressed=True)
    expect(button).to_have_count(1)  # a screen reader hears it with the phrase


def test_what_check_said_stays_while_the_learner_thinks_again(checked: Classify) -> None:
    scenario = checked.scenario(FIRST.id)
    before = cues(scenario)
    reason = FIRST.why[others(FRAMING, FIRST)[0]]
    scenario.get_by_role("radio", name=FIRST.accept.label, exact=True).check()
    scenario.locator(f'[data-phrase="{FIRST.accept.deciding[1]}"]').click()
    assert cues(scenario) == before
    expect(scenario).to_contain_text(reason)
    expect(scenario).to_have_attribute("data-stale", "")
    checked.page.reload()
    expect(scenario).to_have_attribute("data-stale", "")
    expect(scenario).to_contain_text(reason)


def test_marking_every_phrase_is_answered_and_shows_none(checked: Classify) -> None:
    scenario = checked.scenario(SECOND.id)
    for phrase in scenario.locator(".wb-phrase").all():
        if phrase.get_attribute("aria-pressed") == "false":
            phrase.click()
    checked.check()
    expect(scenario).to_contain_text("mark only those that decide")
    assert cues(scenario) == {}
    expect(scenario.get_by_text(QUESTION)).to_have_count(0)


def test_the_missed_cue_waits_until_it_is_asked_for(checked: Classify) -> None:
    scenario = checked.scenario(SECOND.id)
    missed = dict.fromkeys(SECOND.accept.deciding, "missed")
    question = scenario.get_by_text(QUESTION)
    answer = scenario.locator("details p")
    expect(answer).to_be_hidden()
    assert missed.keys() & cues(scenario).keys() == set()
    tab_to(question)
    checked.page.keyboard.press("Enter")
    expect(answer).to_be_visible()
    expect(scenario.locator('[data-cue="missed"]')).to_have_count(len(missed))
    assert cues(scenario) == {neutral(SECOND): "decides nothing", **missed}
    question.click()
    expect(scenario.locator('[data-cue="missed"]')).to_have_count(0)


def test_after_the_second_try_it_is_there_by_itself(checked: Classify) -> None:
    scenario = checked.scenario(SECOND.id)
    scenario.locator(f'[data-phrase="{SECOND.accept.misleading[0]}"]').click()
    checked.check()
    expect(scenario.locator("details p")).to_be_visible()
    expect(scenario.locator('[data-cue="missed"]')).to_have_count(len(SECOND.accept.deciding))
    expect(scenario).to_contain_text(SECOND.model)
