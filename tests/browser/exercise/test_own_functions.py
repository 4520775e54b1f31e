"""Who has passed an exercise can use their own function in a later one that imports it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.content import page_of, stored
from tests.browser.keys import tab_to
from tests.browser.learner import Code
from tests.whole_course import COURSE

LATER = COURSE.code["multitask/where-it-stops"]
EARLIER = COURSE.code[LATER.meta.uses["pcgrad"]]
(IMPORT,) = LATER.imports("pcgrad")
# What the learner passed with: it begins with what has to be a program's first line.
FIRST = "from __future__ import annotations\n"
OWN = stored(EARLIER, "pass")["mean_instead_of_sum"]
MINE = LATER.starter.replace(IMPORT, f"# half of it is done\n{IMPORT}")
WITH_OWN = MINE.replace(IMPORT, OWN.replace("import numpy as np\n", "").strip())


@pytest.fixture
def earlier(visit: Visit) -> Code:
    """The exercise in which the function is written."""
    return Code(visit(page_of(EARLIER.id)), EARLIER.id)


@pytest.fixture
def later(earlier: Code) -> Code:
    """The exercise that imports it, on the same page."""
    assert page_of(LATER.id) == page_of(EARLIER.id)
    return Code(earlier.page, LATER.id)


def test_a_function_is_offered_once_it_has_passed(earlier: Code, later: Code) -> None:
    place = later.root.locator(".wb-used")
    expect(place).to_contain_text(f"pcgrad is given; you write it in “{EARLIER.meta.title}”.")
    offer = later.button("Use my pcgrad")
    expect(offer).to_be_hidden()
    earlier.submit(stored(EARLIER, "fail")["adds_projection"])
    expect(offer).to_be_hidden()
    earlier.submit(OWN)
    expect(offer).to_be_visible()  # without another visit
    earlier.page.reload()
    expect(offer).to_be_visible()
    assert later.submit(LATER.solution.replace(IMPORT, OWN))[0]["verdict"] == "pass"


def test_by_keyboard_it_takes_the_place_of_the_import_and_one_undo_takes_it_away(
    earlier: Code, later: Code
) -> None:
    earlier.submit(FIRST + OWN)
    later.write(MINE)
    offer = later.button("Use my pcgrad")
    earlier.page.keyboard.press("Shift+Tab")
    tab_to(offer)
    earlier.page.keyboard.press("Enter")
    expect(later.status).to_have_text(re.compile("^Your own pcgrad stands in the place of its imp"))
    expect(later.editor.locator(".cm-content")).to_be_focused()
    later.holds(WITH_OWN)
    expect(offer).to_be_hidden()
    earlier.page.keyboard.press("ControlOrMeta+z")
    later.holds(MINE)
    expect(offer).to_be_visible()


def test_it_is_kept_and_starting_over_brings_the_import_back(earlier: Code, later: Code) -> None:
    earlier.submit(OWN)
    later.write(MINE)
    offer = later.button("Use my pcgrad")
    offer.click()
    later.holds(WITH_OWN)
    later.root.evaluate("(element) => element.store.flush()")
    earlier.page.reload()
    later.holds(WITH_OWN)
    expect(offer).to_be_hidden()
    later.press("Start over")
    later.root.get_by_role("dialog").get_by_role("button", name="Start over").click()
    later.holds(LATER.starter)
    expect(offer).to_be_visible()
