"""Everything a learner needs can be reached and worked with the keyboard alone."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from grader.kinds.classify import drawn
from tests.browser.conftest import Visit
from tests.browser.content import ADAPT, METHOD, RECALL, page_of
from tests.browser.keys import tab_to
from tests.browser.learner import Classify, Code, Exercise
from tests.whole_course import COURSE
from tools.course.kinds import ClassifyFolder

# Two lines, so that the editor's own indenting needs no correction.
SOLUTION = (
    "def inner_adapt(t, g, alpha, steps):",
    "return inner_adapt(t - alpha * g(t), g, alpha, steps - 1) if steps else t",
)


POOLS = [COURSE.classify[id_] for id_ in ("framing/hard-cases", "remedies/what-to-try-first")]


@pytest.mark.parametrize("loaded", [METHOD, *POOLS], ids=lambda loaded: loaded.id)
def test_scenarios_are_solved_with_tab_space_arrows_and_enter(
    loaded: ClassifyFolder, visit: Visit
) -> None:
    exercise = Classify(visit(page_of(loaded.id)), loaded.id)
    keyboard = exercise.page.keyboard
    expect(exercise.root.locator(".wb-item:visible")).to_have_count(
        loaded.meta.draw or len(loaded.meta.item)
    )
    shown = drawn(loaded.exercise)
    for item in (item for item in loaded.meta.item if item.id in shown):
        scenario = exercise.scenario(item.id)
        for phrase in sorted(item.accept.deciding, key=lambda name: item.text.index(f"{{{name}}}")):
            tab_to(scenario.locator(f'[data-phrase="{phrase}"]'))
            keyboard.press("Space")
        radios = scenario.locator(".wb-choice")
        tab_to(radios)
        keyboard.press("Space")
        for _ in range(loaded.meta.labels.index(item.accept.label)):
            keyboard.press("ArrowRight")
        expect(radios.get_by_role("radio", checked=True)).to_have_value(item.accept.label)
    tab_to(exercise.button("Check"))
    keyboard.press("Enter")
    exercise.is_in("done")
    exercise.has("pass")


def test_code_is_written_run_and_checked_and_tab_leaves_the_editor(visit: Visit) -> None:
    exercise = Code(visit(page_of(ADAPT.id), alone=ADAPT.id), ADAPT.id)
    keyboard = exercise.page.keyboard
    tab_to(exercise.editor)
    expect(exercise.editor.locator(".cm-content")).to_be_focused()
    keyboard.press("ControlOrMeta+a")
    keyboard.type(SOLUTION[0])
    keyboard.press("Enter")
    keyboard.type(SOLUTION[1])
    keyboard.press("Shift+Enter")
    expect(exercise.result.get_by_role("region", name="Output")).to_be_visible()
    keyboard.press("Tab")
    expect(exercise.editor.locator(".cm-content")).not_to_be_focused()
    tab_to(exercise.button("Check"))
    keyboard.press("Enter")
    exercise.is_in("done")
    exercise.has("pass")
    exercise.editor.locator(".cm-content").focus()
    keyboard.type("x = (")
    keyboard.press("Control+Enter")
    exercise.has("invalid")


def test_a_dialog_takes_the_focus_and_gives_it_back(visit: Visit) -> None:
    exercise = Code(visit(page_of(ADAPT.id), alone=ADAPT.id), ADAPT.id)
    tab_to(exercise.button("Solution"))
    exercise.page.keyboard.press("Enter")
    expect(exercise.button("Keep trying")).to_be_focused()
    exercise.page.keyboard.press("Escape")
    expect(exercise.button("Solution")).to_be_focused()
    expect(exercise.root.locator(".wb-solution")).to_have_count(0)


def test_a_card_is_opened_and_rated(visit: Visit) -> None:
    exercise = Exercise(visit("practice/"), RECALL.id)
    card = exercise.root.locator(".wb-card").first
    tab_to(card.get_by_role("button", name="Show answer"))
    exercise.page.keyboard.press("Enter")
    tab_to(card.get_by_role("button", name="Good"))
    exercise.page.keyboard.press("Space")
    expect(exercise.root.get_by_text("1 of 5 cards rated.")).to_be_visible()
