"""Fingers, keys and eyes: size of targets, visible focus, no motion, the system's own colours."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.content import ADAPT, FRAMING, page_of, right
from tests.browser.learner import Classify, Code
from tests.browser.watching import hold_python

PHONE: dict[str, Any] = {
    "viewport": {"width": 360, "height": 740},
    "has_touch": True,
    "is_mobile": True,
}
# Of all that can be pressed in exercises; what stands in the middle of a sentence may be as low as
# its line. The area of a label belongs to its box.
SMALL = """() => [...document.querySelectorAll(
    "rl-exercise :is(button, summary, input, select, textarea, [role=button])")]
    .filter((one) => one.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
    .filter((one) => getComputedStyle(one).display !== "inline" && !one.closest(".cm-editor"))
    .map((one) => [one, (one.matches("input") && one.closest("label") || one)])
    .map(([one, area]) => [one.textContent || one.ariaLabel, area.getBoundingClientRect()])
    .filter(([, box]) => box.width < 24 || box.height < 24)
    .map(([name, box]) => `${name}: ${box.width} × ${box.height}`)"""
# Something round the element, or round what it is a part of, can be seen.
SHOWN = """() => {
    let one = document.activeElement;
    if (!one.closest("rl-exercise")) return null;
    const name = one.textContent.trim().slice(0, 40) || one.ariaLabel || one.className;
    for (let up = 0; up < 4; up += 1, one = one.parentElement) {
        const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(one);
        const clear = /, 0\\)$|transparent/.test(outlineColor);
        if (outlineStyle !== "none" && parseFloat(outlineWidth) >= 1 && !clear) return [name, true];
    }
    return [name, false];
}"""
MOVING = """() => [...document.querySelectorAll("body *")].filter((one) => {
    const style = getComputedStyle(one);
    const times = `${style.transitionDuration}, ${style.animationDuration}`.split(", ");
    return times.some((time) => parseFloat(time) > 0.02);
}).map((one) => one.className)"""


@pytest.mark.parametrize("path", ["practice/", page_of(ADAPT.id)])
def test_a_finger_hits_what_it_is_meant_to(path: str, open_page: OpenPage) -> None:
    page = open_page(path, before=hold_python, **PHONE)
    expect(page.locator("rl-exercise:not([data-state])")).to_have_count(0)
    for summary in page.locator("rl-exercise summary").all():
        if summary.is_visible():
            summary.tap()
    assert page.evaluate(SMALL) == []
    overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(overflow) == 0


@pytest.mark.parametrize("path", ["practice/", page_of(ADAPT.id)])
def test_the_focus_can_be_seen_wherever_tab_leads(path: str, open_page: OpenPage) -> None:
    page = open_page(path, before=hold_python)
    expect(page.locator("rl-exercise:not([data-state])")).to_have_count(0)
    page.locator("rl-exercise h3").first.evaluate(
        "one => { one.tabIndex = -1; one.focus({ preventScroll: true }); }"
    )
    seen: dict[str, bool] = {}
    for _ in range(40):
        page.keyboard.press("Tab")
        if found := page.evaluate(SHOWN):
            seen[found[0]] = found[1]
    assert len(seen) > 8
    assert [name for name, shown in seen.items() if not shown] == []


def calm(page: Page) -> None:
    hold_python(page)
    page.emulate_media(reduced_motion="reduce")


def test_nothing_moves_for_those_who_want_no_motion(open_page: OpenPage) -> None:
    page = open_page(page_of(ADAPT.id), before=calm)
    code = Code(page, ADAPT.id)
    code.write("x = y\n")
    expect(code.editor.locator(".cm-lintRange")).to_be_visible()
    assert page.evaluate(MOVING) == []
    page.emulate_media(reduced_motion="no-preference")
    assert page.evaluate(MOVING)  # so that the question finds what moves


def forced(page: Page) -> None:
    hold_python(page)
    page.emulate_media(forced_colors="active")


# Under forced colours a background says nothing: each of these has to have a line or a sign.
LINES = """one => {
    const style = getComputedStyle(one);
    const border = style.borderTopStyle !== "none" && parseFloat(style.borderTopWidth) > 0;
    return border || style.outlineStyle !== "none" || style.textDecorationLine !== "none";
}"""


def test_the_systems_own_colours_hide_nothing(open_page: OpenPage) -> None:
    page = open_page("practice/", before=forced)
    framing = Classify(page, FRAMING.id)
    item = FRAMING.meta.item[0]
    framing.answer({item.id: right(item)})
    scenario = framing.scenario(item.id)
    chosen = scenario.locator(".wb-phrase[aria-pressed=true]").first
    assert chosen.evaluate(LINES)
    assert scenario.locator("label:has(:checked)").evaluate(LINES)
    for button in framing.root.locator("button:visible").all():
        assert button.evaluate(LINES), button.text_content()
    code = Code(open_page(page_of(ADAPT.id), before=forced, locale="en-GB"), ADAPT.id)
    code.write("import numpy as np\nx = yy\nnp.s")
    code.page.keyboard.type("q")
    options = code.editor.get_by_role("option")
    expect(options.first).to_be_visible()
    code.choose_first_name()
    assert code.editor.locator("[aria-selected=true]").evaluate(LINES)
    code.page.keyboard.press("Escape")
    code.page.keyboard.press("ArrowUp")
    expect(code.editor.locator(".cm-lintRange")).to_be_visible()
    assert code.editor.locator(".cm-lintRange").evaluate(LINES)
    sign = "one => getComputedStyle(one, '::before').content"
    assert code.editor.locator(".cm-lint-marker").evaluate(sign) == '"!"'
