"""The editor on a desk and on a phone."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, expect

from tests.browser.conftest import OpenPage, Visit
from tests.browser.content import ADAPT, page_of
from tests.browser.learner import Code

LONG = "def inner_adapt(theta, grad_fn, alpha, steps):  # " + "a long remark " * 20


def style(locator: Locator, name: str) -> str:
    value: str = locator.evaluate("(element, name) => getComputedStyle(element)[name]", name)
    return value


def size(locator: Locator) -> float:
    """Of its letters, in pixels."""
    return float(style(locator, "fontSize").removesuffix("px"))


def test_on_a_desk(visit: Visit) -> None:
    code = Code(visit(page_of(ADAPT.id)), ADAPT.id)
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
    code = Code(visit(page_of(ADAPT.id)), ADAPT.id)
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


def test_on_a_phone(open_page: OpenPage) -> None:
    window = {"width": 360, "height": 740}
    page = open_page(page_of(ADAPT.id), viewport=window, has_touch=True, is_mobile=True)
    code = Code(page, ADAPT.id)
    tools = code.root.locator(".wb-code > .wb-tools")
    assert size(code.editor.locator("textarea")) >= 16
    code.write("x = 1")
    content = code.editor.locator(".cm-content")
    assert size(content) >= 16
    for name, text in {"Indent": "    x = 1", "Outdent": "x = 1", "Undo": "    x = 1"}.items():
        tools.get_by_role("button", name=name, exact=True).tap()
        code.holds(text)
        expect(content).to_be_focused()
    expect(code.root.locator(".wb-keys")).to_be_hidden()
    wide = "all => all.filter(one => one.scrollWidth > one.clientWidth).map(one => one.textContent)"
    assert code.root.locator("pre > code, .cm-scroller").evaluate_all(wide) == []
