"""What was asked for is in view: a verdict, a hint, the solution, and what unfolds."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Locator, Page, ViewportSize, expect

from tests.browser.conftest import Visit
from tests.browser.content import ADAPT, FRAMING, all_wrong, page_of, right, stored
from tests.browser.learner import Classify, Code
from tests.browser.watching import Tab

# where the head of an element lies, beside the header's lower edge and the window's
HEAD = """element => {
    const top = element.getBoundingClientRect().top;
    const header = document.querySelector(".md-header").getBoundingClientRect().bottom;
    return top >= header - 1 && top <= innerHeight - 24;
}"""
PHONE = ViewportSize(width=360, height=740)
# 1,280 × 800 at 200 % is half of both
ZOOMED = ViewportSize(width=640, height=400)
Opened = Callable[[str, ViewportSize], Page]
WINDOWS = pytest.mark.parametrize("window", [PHONE, ZOOMED], ids=["phone", "zoomed"])


def seen(locator: Locator) -> None:
    """Expect the head of an element to be in view, once the page has come to rest."""
    element = locator.element_handle()
    locator.page.wait_for_function(HEAD, arg=element)


@pytest.fixture
def opened(visit: Visit, tab: Tab) -> Iterator[Opened]:
    """``opened(path, window)``: the tab, for so long in a window of that size, and at rest."""
    page, usual = tab.page, tab.page.viewport_size
    page.emulate_media(reduced_motion="reduce")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])

    def show(path: str, window: ViewportSize) -> Page:
        page.set_viewport_size(window)
        return visit(path)

    yield show
    page.context.clear_permissions()
    page.emulate_media(reduced_motion="null")
    if usual:
        page.set_viewport_size(usual)


@WINDOWS
def test_code(opened: Opened, window: ViewportSize) -> None:
    code = Code(opened(page_of(ADAPT.id), window), ADAPT.id)
    code.write(stored(ADAPT, "fail")["no_alpha"])
    code.check()
    seen(code.result.locator(".wb-verdict"))
    code.try_out("print(inner_adapt)\n" * 12)
    seen(code.result.locator(".wb-run"))
    code.scratch.locator(".cm-content").focus()
    code.page.keyboard.press("Control+Enter")
    code.has("fail")
    seen(code.result.locator(".wb-verdict"))
    code.press("Hint")
    hint = code.root.locator(".wb-hint")
    seen(hint)
    button = code.button("Next hint")
    assert gap(button, hint) < 120
    code.press("Solution")
    code.press("Show it")
    solution = code.root.locator(".wb-solution")
    seen(solution)
    expect(solution).to_contain_text("Your code")
    expect(solution.locator(".wb-tok-keyword").first).to_be_visible()
    expect(solution.get_by_text("Other right ways")).to_have_count(0)
    copies(code)
    code.press("Close the solution")
    expect(solution).to_have_count(0)
    expect(code.button("Solution")).to_be_focused()
    code.check()
    seen(code.result.locator(".wb-verdict"))
    offers_a_copy(code.page)


def offers_a_copy(page: Page) -> None:
    """Expect the offer at the page's foot in view once it unfolds, and fold it: the tab goes on."""
    fold = page.get_by_text("Use offline", exact=True)
    fold.click()
    seen(page.get_by_role("button", name="Make available offline"))
    fold.click()


def copies(code: Code) -> None:
    """Expect the solution to be copied."""
    code.press("Copy the solution")
    expect(code.button("Copy the solution")).to_have_text("Copied")
    assert code.page.evaluate("navigator.clipboard.readText()") == ADAPT.solution


def gap(above: Locator, below: Locator) -> float:
    """Pixels from the top of one to the top of the other."""
    edges = [box.evaluate("element => element.getBoundingClientRect().y") for box in (above, below)]
    return float(edges[1] - edges[0])


@WINDOWS
def test_scenarios(opened: Opened, window: ViewportSize) -> None:
    exercise = Classify(opened("practice/", window), FRAMING.id)
    first, *_, last = FRAMING.meta.item
    exercise.answer(all_wrong(FRAMING))
    exercise.root.get_by_role("button", name="Check this one, scenario 1", exact=True).click()
    exercise.is_in("done")
    seen(exercise.scenario(first.id).locator(".wb-mark"))
    exercise.answer({first.id: right(first)})
    exercise.scenario(first.id).get_by_role("textbox").press("Control+Enter")
    exercise.has("fail")
    seen(exercise.result.locator(".wb-verdict"))
    exercise.root.get_by_role("button", name="Go there, to Scenario 5").click()
    seen(exercise.scenario(last.id))


def test_a_line_and_the_focus_are_never_under_the_header(opened: Opened) -> None:
    code = Code(opened(page_of(ADAPT.id), ZOOMED), ADAPT.id)
    code.write("\n" * 5 + "unknown_name\n" + "\n" * 30)
    code.check()
    code.press("Go to line 6")
    seen(code.editor.locator(".wb-error-line"))
    practice = Classify(opened("practice/", ZOOMED), FRAMING.id)
    practice.button("Check").focus()
    for _ in range(25):
        practice.page.keyboard.press("Shift+Tab")
        seen(practice.page.locator(":focus"))
