"""A failed check shows both values side by side, and its call can be tried in the scratch area."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.browser.content import ADAPT, page_of, stored
from tests.browser.keys import tab_to
from tests.browser.learner import Code
from tests.browser.watching import Tab

FAIL = stored(ADAPT, "fail")
# fails at two checks
LATE = FAIL["one_step_too_many"]
MINE = "mine = 6 * 7\nprint('mine', mine)"
BUTTON = "Show the failing case"


@pytest.fixture
def code(visit: Visit) -> Code:
    """The exercise, untouched."""
    return Code(visit(page_of(ADAPT.id), alone=ADAPT.id), ADAPT.id)


@pytest.fixture
def narrow(tab: Tab) -> Iterator[Page]:
    """The tab, for so long as narrow as a phone."""
    wide = tab.page.viewport_size
    tab.page.set_viewport_size({"width": 360, "height": 700})
    yield tab.page
    if wide:
        tab.page.set_viewport_size(wide)


def failed(report: dict[str, Any]) -> list[dict[str, Any]]:
    return [check for check in report["checks"] if check["verdict"] == "fail"]


def show(code: Code, check: dict[str, Any]) -> None:
    """Press the button of a check and wait for its case."""
    code.result.locator(f'[data-check="{check["name"]}"]').get_by_role("button").click()
    expect(code.status).to_contain_text("The failing case is in the scratch area.")
    expect(code.scratch.locator(".cm-content")).to_be_focused()


def test_values_stand_side_by_side_with_the_stage_and_the_place(code: Code) -> None:
    (check,) = failed(code.submit(FAIL["sign_only"])[0])
    shown = code.result.locator(f'[data-check="{check["name"]}"]')
    expect(shown.locator("dl")).to_contain_text("differs invalues, first at [1]")
    side = shown.get_by_role("region", name=re.compile("side by side"))
    assert side.text_content() == check["diff"]
    assert check["diff"].count("*") == 1


def test_arrays_of_different_shapes_do_not_stand_side_by_side(code: Code) -> None:
    code.submit(FAIL["returns_path"])
    expect(code.result.locator("dl").first).to_contain_text("differs inshape")
    expect(code.result.locator(".wb-diff")).to_have_count(0)


def test_the_failing_case_comes_below_what_the_learner_wrote_and_runs(code: Code) -> None:
    code.write(LATE)
    code.try_out(MINE)
    (report,) = code.submit(LATE)
    check = failed(report)[0]
    show(code, check)
    expect(code.result.locator("[data-stale]")).to_have_count(0)
    code.holds(f"{MINE}\n\n{check['case']}", code.scratch)
    code.press("Run")
    output = code.result.locator(".wb-stdout")
    expect(output).to_contain_text("mine 42")
    expect(output).to_contain_text("0.95")  # after one step, where none was asked for
    expect(code.result.locator(".wb-error")).to_have_count(0)


def test_one_undo_takes_the_case_away(code: Code) -> None:
    code.write(LATE)
    code.try_out(MINE)
    (report,) = code.submit(LATE)
    show(code, failed(report)[0])
    code.page.keyboard.press("ControlOrMeta+z")
    code.holds(MINE, code.scratch)


def test_another_case_takes_the_place_of_an_untouched_one_only(code: Code) -> None:
    code.write(LATE)
    (report,) = code.submit(LATE)
    first, second = failed(report)[:2]
    show(code, first)
    show(code, first)
    code.holds(first["case"], code.scratch)
    show(code, second)
    code.holds(second["case"], code.scratch)
    code.page.keyboard.type("# mine now: ")
    kept = f"# mine now: {second['case']}"
    code.holds(kept, code.scratch)
    show(code, first)
    code.holds(f"{kept}\n{first['case']}", code.scratch)


def test_the_case_is_kept_over_a_reload(code: Code) -> None:
    code.write(LATE)
    (report,) = code.submit(LATE)
    show(code, failed(report)[0])
    code.page.reload()
    code.holds(failed(report)[0]["case"], code.scratch)


def test_the_keyboard_leads_to_the_case_and_nothing_is_wider_than_a_narrow_screen(
    narrow: Page, code: Code
) -> None:
    code.write(FAIL["clipped"])
    code.check()
    width = "element => element.scrollWidth - element.clientWidth"
    assert narrow.locator("html").evaluate(width) == 0
    button = code.button(BUTTON).first
    title = code.result.locator(".wb-check.wb-fail .wb-title").first.text_content() or ""
    expect(button).to_have_accessible_description(title)
    code.editor.locator(".cm-content").focus()
    narrow.keyboard.press("Tab")
    tab_to(button)
    narrow.keyboard.press("Enter")
    expect(code.scratch.locator(".cm-content")).to_be_focused()
    assert narrow.locator("html").evaluate(width) == 0
