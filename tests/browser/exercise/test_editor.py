"""The editor on a desk and on a phone."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import Locator, expect

from tests.browser.conftest import OpenPage, Visit
from tests.browser.content import ADAPT, page_of
from tests.browser.learner import Code
from tests.browser.watching import hold_python

LONG = "def inner_adapt(theta, grad_fn, alpha, steps):  # " + "a long remark " * 20


def style(locator: Locator, name: str) -> str:
    value: str = locator.evaluate("(element, name) => getComputedStyle(element)[name]", name)
    return value


def size(locator: Locator) -> float:
    """Of its letters, in pixels."""
    return float(style(locator, "fontSize").removesuffix("px"))


def test_on_a_desk(visit: Visit) -> None:
    code = Code(visit(page_of(ADAPT.id), alone=ADAPT.id), ADAPT.id)
    keyboard = code.page.keyboard
    plain = code.editor.locator("textarea")
    looks = {name: style(plain, name) for name in ("fontSize", "lineHeight", "fontFamily")}
    code.write(LONG)
    content = code.editor.locator(".cm-content")
    assert looks == {name: style(content, name) for name in looks}
    scroller = code.editor.locator(".cm-scroller")
    assert scroller.evaluate("element => element.scrollWidth <= element.clientWidth")
    assert re.match(r"rgb\(", style(code.editor.locator(".cm-gutters"), "backgroundColor"))
    keyboard.press("ControlOrMeta+a")
    keyboard.type("x = [max(1")
    code.holds("x = [max(1)]")
    keyboard.press("Escape")
    keyboard.press("Tab")
    keyboard.press("Tab")
    code.holds("        x = [max(1)]")
    keyboard.press("Shift+Tab")
    code.holds("    x = [max(1)]")
    keyboard.press("ControlOrMeta+f")
    expect(code.editor.get_by_role("textbox", name="Find")).to_be_focused()
    keyboard.press("Escape")
    expect(content).to_be_focused()
    expect(code.root.locator(".wb-keys")).to_contain_text("Ctrl ] or Esc Tab indent")


def test_the_size_of_the_code_is_kept(visit: Visit) -> None:
    code = Code(visit(page_of(ADAPT.id), alone=ADAPT.id), ADAPT.id)
    plain = code.editor.locator("textarea")
    tools = code.root.locator(".wb-code > .wb-tools")
    before = size(plain)
    tools.get_by_role("button", name="Larger code").click()
    larger = size(plain)
    assert larger > before
    code.page.reload()
    expect(code.root).to_have_attribute("data-state", re.compile("."))
    assert size(plain) == larger
    tools.get_by_role("button", name="Smaller code").click()
    assert size(plain) == before


PHONE: dict[str, Any] = {
    "viewport": {"width": 360, "height": 740},
    "has_touch": True,
    "is_mobile": True,
}
# Of those that can be pressed; a row that scrolls shows the others when it is moved.
SMALL = """all => all.map((one) => [one.getAttribute("aria-label"), one.getBoundingClientRect()])
    .filter(([, box]) => box.width < 44 || box.height < 44).map(([label]) => label)"""


def test_on_a_phone(open_page: OpenPage) -> None:
    code = Code(open_page(page_of(ADAPT.id), alone=ADAPT.id, before=hold_python, **PHONE), ADAPT.id)
    row = code.editor.get_by_role("toolbar", name="Keys for Python")
    assert size(code.editor.locator("textarea")) >= 16
    code.write("x = 1")
    content = code.editor.locator(".cm-content")
    assert size(content) >= 16
    steps = {"Indent": "    x = 1", "Outdent": "x = 1", "Undo": "    x = 1", "Redo": "x = 1"}
    for name, text in steps.items():
        row.get_by_role("button", name=name, exact=True).tap()
        code.holds(text)
        expect(content).to_be_focused()
    expect(code.root.locator(".wb-keys")).to_be_hidden()
    wide = "all => all.filter(one => one.scrollWidth > one.clientWidth).map(one => one.textContent)"
    assert code.root.locator("pre > code, .cm-scroller").evaluate_all(wide) == []


# What a phone does when its keyboard comes: so much of the window is left above it.
KEYBOARD = """(left) => {
    Object.defineProperty(visualViewport, "height", { get: () => left });
    visualViewport.dispatchEvent(new Event("resize"));
}"""


def test_nothing_hides_behind_a_phones_keyboard(open_page: OpenPage) -> None:
    code = Code(open_page(page_of(ADAPT.id), before=hold_python, **PHONE), ADAPT.id)
    code.write("x = 1\n" * 60)
    code.page.evaluate(KEYBOARD, 400)
    code.editor.locator(".cm-content").evaluate("one => one.scrollIntoView()")
    row = code.editor.get_by_role("toolbar", name="Keys for Python")
    foot = row.bounding_box()
    assert foot
    assert 300 < foot["y"] + foot["height"] <= 400
    code.page.keyboard.press("Control+Enter")
    code.is_in("loading")
    above = "one => one.getBoundingClientRect().bottom <= 400"
    code.page.wait_for_function(above, arg=code.status.element_handle())


def test_pythons_signs_are_within_reach_of_a_thumb(open_page: OpenPage) -> None:
    code = Code(open_page(page_of(ADAPT.id), alone=ADAPT.id, before=hold_python, **PHONE), ADAPT.id)
    row = code.editor.get_by_role("toolbar", name="Keys for Python")
    content = code.editor.locator(".cm-content")

    def tap(*names: str) -> None:
        for name in names:
            row.get_by_role("button", name=name, exact=True).tap()
            expect(content).to_be_focused()

    code.write("y")
    tap("Equals", "Opening bracket", "Opening square bracket")
    code.page.keyboard.insert_text("x")
    tap("Closing square bracket", "Closing bracket", "Divided by")
    code.page.keyboard.insert_text("2")
    tap("Hash", "Colon", "Less than", "Greater than", "Comma", "Full stop", "Minus", "Plus")
    code.holds("y=([x])/2#:<>,.-+")
    assert row.get_by_role("button").evaluate_all(SMALL) == []
    keys = code.root.locator(".wb-code > .wb-tools").get_by_role("button", name="Keys for Python")
    expect(keys).to_have_attribute("aria-pressed", "true")
    keys.tap()
    expect(row).to_be_hidden()
    code.page.reload()
    code = Code(code.page, ADAPT.id)
    expect(row).to_be_hidden()
    expect(keys).to_have_attribute("aria-pressed", "false")
    keys.tap()
    expect(row).to_be_visible()
    # it is there before anything is written, and the first sign goes where the cursor is
    tap("Hash")
    expect(content).to_contain_text("#")


def test_who_has_a_keyboard_sees_no_keys(visit: Visit) -> None:
    code = Code(visit(page_of(ADAPT.id), alone=ADAPT.id), ADAPT.id)
    expect(code.root.locator(".wb-key-row").first).to_be_hidden()
    expect(code.root.locator(".wb-keys-toggle").first).to_be_hidden()
