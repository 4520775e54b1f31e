"""What helps while one writes, without Python: names, mistakes, undo after a reload."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, expect

from tests.browser.conftest import OpenPage, Visit
from tests.browser.content import ADAPT, page_of
from tests.browser.learner import Code
from tests.browser.watching import Watch, hold_python

LIBRARY = "vendor/codemirror.js"


def options(code: Code) -> Locator:
    """The names that are offered."""
    return code.editor.get_by_role("option")


def begin_to_write(code: Code) -> None:
    """Touch the editor, and wait for the one that can do more."""
    code.editor.locator("textarea").click()
    expect(code.editor.locator(".cm-content")).to_be_focused()


def test_names_are_offered_and_taken_only_on_demand(open_page: OpenPage, watch: Watch) -> None:
    code = Code(open_page(page_of(ADAPT.id), alone=ADAPT.id, before=hold_python), ADAPT.id)
    assert not watch.asked_for(LIBRARY)  # a page that is only read loads none of this
    keyboard = code.page.keyboard
    code.write("import numpy as np\n\nstep_size = 0.1\n")
    keyboard.type("x = np.linalg.no")
    expect(options(code)).to_have_text([re.compile(r"^norm\(x, ord, axis\)")])
    expect(options(code)).to_be_in_viewport()
    keyboard.press("Enter")  # writes a line, for nobody has chosen
    code.holds("import numpy as np\n\nstep_size = 0.1\nx = np.linalg.no\n")
    keyboard.type("y = np.linsp")
    expect(options(code)).to_have_count(1)
    code.choose_first_name()
    expect(options(code)).to_have_attribute("aria-selected", "true")
    keyboard.press("Enter")
    code.holds("import numpy as np\n\nstep_size = 0.1\nx = np.linalg.no\ny = np.linspace")
    keyboard.press("Enter")
    keyboard.type("step")
    expect(options(code)).to_have_text(["step_size"])
    keyboard.press("Escape")
    expect(options(code)).to_have_count(0)
    keyboard.press("Tab")  # leaves the editor: that Escape was for the list
    expect(code.editor.locator(".cm-content")).not_to_be_focused()
    code.holds("import numpy as np\n\nstep_size = 0.1\nx = np.linalg.no\ny = np.linspace\nstep")


def test_the_scratch_area_knows_the_names_of_the_code(visit: Visit) -> None:
    code = Code(visit(page_of(ADAPT.id), alone=ADAPT.id), ADAPT.id)
    code.write("import numpy as np\n\ndef mine(theta):\n    return theta\n")
    code.root.get_by_text("Scratch area", exact=True).click()
    code.replace(code.scratch, "show([1], [mine(2)])\nprint(np.pi)\nprint(yours)\n")
    remark = code.scratch.locator(".wb-lint")
    expect(remark).to_contain_text("Nothing here is called yours")
    expect(code.scratch.locator(".cm-lintRange")).to_have_text(["yours"])


def test_a_mistake_is_marked_said_and_left_by_keys(visit: Visit) -> None:
    code = Code(visit(page_of(ADAPT.id), alone=ADAPT.id), ADAPT.id)
    keyboard = code.page.keyboard
    remark = code.editor.locator(".wb-lint")
    code.write("def mean(values):\n    return sum(valuez) / len(values)")
    # the line is still being written
    code.page.wait_for_timeout(1200)
    expect(remark).to_be_empty()
    keyboard.press("ArrowUp")
    expect(remark).to_contain_text("Line 2 Nothing here is called valuez")
    marked = code.editor.locator(".cm-lintRange")
    expect(marked).to_have_text(["valuez"])
    assert "wavy" in marked.evaluate("one => getComputedStyle(one).textDecoration")
    expect(code.editor.locator(".cm-lint-marker")).to_have_count(1)
    content = code.editor.locator(".cm-content")
    assert content.get_attribute("aria-describedby") == remark.get_attribute("id")
    # nothing of it is read out unasked
    assert remark.evaluate("one => !one.closest('[aria-live], [role=status], [role=alert]')")
    marked.hover()
    expect(code.editor.locator(".cm-tooltip-lint")).to_contain_text("valuez")
    keyboard.press("F8")
    keyboard.insert_text("values")
    expect(remark).to_be_empty()
    expect(marked).to_have_count(0)
    code.write("def mean(values):\n    return (sum(values)\n\n\n")
    expect(remark).to_contain_text("The bracket ( is never closed.")
    place = remark.get_by_role("button", name="Line 2")
    place.press("Enter")
    expect(content).to_be_focused()
    keyboard.press("End")
    keyboard.type(")")
    expect(remark).to_be_empty()


def test_undo_reaches_behind_a_reload(open_page: OpenPage) -> None:
    code = Code(open_page(page_of(ADAPT.id), alone=ADAPT.id, before=hold_python), ADAPT.id)
    code.write("first = 1")
    code.page.wait_for_timeout(700)  # two changes, and not one
    code.page.keyboard.type("\nsecond = 2")
    code.holds("first = 1\nsecond = 2")
    code.page.reload()
    code = Code(code.page, ADAPT.id)
    code.holds("first = 1\nsecond = 2")
    begin_to_write(code)
    code.page.keyboard.press("ControlOrMeta+z")
    code.holds("first = 1")
    code.page.keyboard.press("ControlOrMeta+z")
    code.holds(ADAPT.starter.rstrip("\n") + "\n")
    code.page.keyboard.press("ControlOrMeta+y")
    code.page.keyboard.press("ControlOrMeta+y")
    code.holds("first = 1\nsecond = 2")
    # of another text than the one that is there, a history would be nonsense
    key = "Object.keys(sessionStorage).find((one) => one.includes('undo'))"
    code.page.reload()
    kept = code.page.evaluate(f"sessionStorage[{key}]")
    assert len(kept) < 200_000
    code.page.evaluate(f"sessionStorage[{key}] = sessionStorage[{key}].replace('first', 'other')")
    code = Code(code.page, ADAPT.id)
    code.holds("first = 1\nsecond = 2")
    begin_to_write(code)
    code.page.keyboard.press("ControlOrMeta+z")
    code.holds("first = 1\nsecond = 2")
