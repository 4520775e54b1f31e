"""After Check a learner sees each scenario's result, and tries again only what was not right."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import Visit
from tests.browser.content import FRAMING, Answers, others, right, wrong
from tests.browser.keys import tab_to
from tests.browser.learner import Classify

PAGE = "practice/"
FIRST, SECOND, THIRD, *REST = FRAMING.meta.item
# the first has a wrong label, the second a right one with words that mislead
MIXED: Answers = {
    FIRST.id: wrong(FIRST, others(FRAMING, FIRST)[0]),
    SECOND.id: {**right(SECOND), "evidence": list(SECOND.accept.misleading)},
    **{item.id: right(item) for item in (THIRD, *REST)},
}


@pytest.fixture
def checked(visit: Visit) -> Classify:
    """The exercise after one Check, with three of five scenarios right."""
    exercise = Classify(visit(PAGE), FRAMING.id)
    exercise.answer(MIXED)
    exercise.check()
    return exercise


def locked(scenario: Locator) -> None:
    """Expect that nothing of the scenario's answer can be changed."""
    for radio in scenario.get_by_role("radio").all():
        expect(radio).to_be_disabled()
    before = scenario.locator('[aria-pressed="true"]').count()
    for phrase in scenario.locator(".wb-phrase").all():
        expect(phrase).to_have_attribute("aria-disabled", "true")
        phrase.dispatch_event("click")
    expect(scenario.locator('[aria-pressed="true"]')).to_have_count(before)


def test_each_scenario_has_its_result_which_is_read_out_too(checked: Classify) -> None:
    results = checked.result.locator(".wb-outcome")
    words = ["wrong label", "label right, evidence not yet", "right", "right", "right"]
    expect(results).to_have_text(
        [re.compile(f"Scenario {number}: {word}") for number, word in enumerate(words, 1)]
    )
    expect(checked.status).to_contain_text("Not yet. Right: scenarios 3, 4 and 5.")
    results.nth(1).get_by_role("button").click()
    expect(checked.scenario(SECOND.id).locator(".wb-phrase").first).to_be_focused()


def test_only_what_was_wrong_can_be_tried_again(checked: Classify) -> None:
    for item in (THIRD, *REST):
        locked(checked.scenario(item.id))
    checked.answer({item.id: right(item) for item in (FIRST, SECOND)})
    checked.check()
    checked.has("pass")
    locked(checked.scenario(FIRST.id))


def test_a_right_scenario_can_be_opened_again(checked: Classify) -> None:
    scenario = checked.scenario(THIRD.id)
    tab_to(scenario.get_by_role("button", name="Try this one again, scenario 3"))
    checked.page.keyboard.press("Enter")
    expect(scenario.locator(".wb-phrase").first).to_be_focused()
    expect(scenario.get_by_role("radio", checked=True)).to_have_count(0)
    expect(checked.status).to_have_text("Scenario 3 is open again.")
    assert checked.marks()[THIRD.id] is None
    expect(scenario).not_to_contain_text(THIRD.model)
    checked.answer({THIRD.id: wrong(THIRD, others(FRAMING, THIRD)[0])})
    checked.check()
    assert checked.marks()[THIRD.id] == "fail"


def test_results_tries_and_locks_outlive_a_reload(checked: Classify) -> None:
    marks = checked.marks()
    checked.page.reload()
    expect(checked.scenario(THIRD.id).get_by_text("Try this one again")).to_be_visible()
    assert checked.marks() == marks
    locked(checked.scenario(THIRD.id))
    expect(checked.scenario(FIRST.id)).not_to_contain_text(FIRST.model)
    checked.check()
    expect(checked.scenario(FIRST.id)).to_contain_text(FIRST.model)


def test_an_answer_changed_meanwhile_gets_no_result(visit: Visit) -> None:
    exercise = Classify(visit(PAGE), FRAMING.id)
    exercise.answer({FIRST.id: right(FIRST)})
    exercise.submit(MIXED)
    exercise.has("fail")
    assert exercise.marks()[FIRST.id] is None
    expect(exercise.scenario(FIRST.id).get_by_role("radio").first).to_be_enabled()


def test_each_scenario_can_be_checked_by_itself(visit: Visit) -> None:
    exercise = Classify(visit(PAGE), FRAMING.id)
    alone = exercise.root.get_by_role("button", name=re.compile(r"^Check this one, scenario \d$"))
    alone.nth(1).click()
    expect(exercise.scenario(SECOND.id)).to_contain_text("Choose a label")
    exercise.answer({FIRST.id: {**right(FIRST), "evidence": []}})
    # said where one looks, for Python may take its time
    assert alone.first.evaluate("one => { one.click(); return one.textContent; }") == "Checking …"
    exercise.is_in("done")
    expect(alone.first).to_have_text("Check this one")
    mark = exercise.scenario(FIRST.id).locator(".wb-mark")
    expect(mark).to_have_text("Label right, evidence not yet")
    expect(mark.locator(".wb-icon-half")).to_be_visible()
    expect(exercise.status).to_have_text(re.compile("^Scenario 1: .* 0 of 5 are right so far"))
    assert {item for item, mark in exercise.marks().items() if mark} == {FIRST.id, SECOND.id}
    expect(exercise.result.locator(".wb-report")).to_have_count(0)
    for item in FRAMING.meta.item:  # the button of one that is right goes away
        exercise.answer({item.id: right(item)})
        alone.first.click()
        expect(exercise.scenario(item.id)).to_have_attribute("data-verdict", "pass")
    exercise.has("pass")
    expect(exercise.root.get_by_text("Solved")).to_be_visible()
    expect(exercise.result.get_by_role("link", name="Next exercise: ")).to_be_visible()
