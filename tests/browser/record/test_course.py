"""The course page shows what was done and offers a next step, and locks nothing."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, ViewportSize, expect

from tests.browser.conftest import OpenPage, Visit
from tests.browser.content import ADAPT, FIRST, all_right, all_wrong
from tests.browser.learner import Classify
from tests.browser.site.test_access import findings
from tools.common.paths import ROOT
from tools.course.site_config import read_config
from tools.site.lists.exercise_lists import choose_exercises, every_shown

SHOWN = list(every_shown(ROOT))
ALL = choose_exercises(ROOT, "all", SHOWN)
COURSES = read_config(ROOT).courses


def course(page: Page, name: str) -> Locator:
    """The list of a course."""
    table = page.get_by_role("table", name=COURSES[name].name, exact=True)
    return page.locator("wb-course").filter(has=table)


def every(page: Page) -> Locator:
    """The list of all."""
    return page.locator("wb-course:has(table:not([aria-label]))")


def in_graph(page: Page, exercise: str) -> Locator:
    """An exercise in the drawing."""
    return page.locator(f'.wb-graph a[data-id="{exercise}"]')


def test_what_was_tried_and_passed_is_seen_and_the_next_step_offered(visit: Visit) -> None:
    page = visit("course/")
    row = every(page).locator(f'tr[data-id="{FIRST.id}"]')
    expect(row.locator(".wb-state")).to_have_text("not tried")
    expect(every(page).locator(".wb-next-step")).to_have_text(f"Begin with: {FIRST.meta.title}")
    page.get_by_role("link", name=FIRST.meta.title, exact=True).first.click()
    exercise = Classify(page, FIRST.id)
    exercise.answer(all_wrong(FIRST))
    exercise.check()
    page.go_back()
    expect(row.locator(".wb-state")).to_have_text("tried")
    expect(every(page).locator(".wb-next-step a")).to_have_text(FIRST.meta.title)
    every(page).locator(".wb-next-step a").click()
    exercise.answer(all_right(FIRST))
    exercise.check()
    exercise.has("pass")
    page.go_back()
    expect(row.locator(".wb-state")).to_have_text("passed, holds 1 day")
    step = every(page).locator(".wb-next-step")
    expect(step).to_have_text(f"You have passed 1 of {len(ALL)}. Next: {ALL[1].meta.title}")
    expect(in_graph(page, FIRST.id)).to_have_attribute("data-progress", "passed")
    expect(in_graph(page, FIRST.id).locator(".wb-icon-holds")).to_be_visible()
    expect(step.locator("a")).to_have_attribute("href", re.compile(f"{ALL[1].id.split('/')[1]}$"))


def test_without_javascript_the_lists_are_whole(open_page: OpenPage) -> None:
    page = open_page("course/", java_script_enabled=False)
    expect(page.locator(".wb-state:visible")).to_have_count(0)
    rows = every(page).locator("tr[data-id]:visible")
    expect(page.locator(".wb-graph a:visible")).to_have_count(len(ALL))
    expect(rows.locator("th > a")).to_have_text([each.meta.title for each in ALL])
    for name, known in COURSES.items():
        expect(course(page, name).locator("tr[data-id]")).to_have_count(len(known.exercises))
        expect(course(page, name).get_by_text(known.says)).to_be_visible()


def test_on_a_phone_nothing_is_wider_than_the_screen(open_page: OpenPage) -> None:
    narrow = ViewportSize(width=360, height=700)
    page = open_page("course/", before=lambda page: page.set_viewport_size(narrow))
    expect(page.locator("wb-course:not([data-known])")).to_have_count(0)
    overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(overflow) == 0
    cell = course(page, "first").locator("tr[data-id] .wb-importance").first
    expect(cell).to_have_text(re.compile(r"^importance \d of 5$"))
    expect(cell).to_be_visible()


def test_the_drawing_scrolls_in_its_own_box_and_leads_to_the_exercises(visit: Visit) -> None:
    page = visit("course/")
    page.set_viewport_size({"width": 360, "height": 700})
    box = page.locator(".wb-graph")
    expect(box).to_have_attribute("tabindex", "0")
    expect(box.get_by_role("group", name="What builds on what")).to_be_visible()
    page.set_viewport_size({"width": 1400, "height": 900})
    expect(box).not_to_have_attribute("tabindex", "0")
    size = "element => parseFloat(getComputedStyle(element).fontSize)"
    assert box.locator("text").first.evaluate(size) >= 12
    in_graph(page, ADAPT.id).hover()
    leading_on = [each.id for each in SHOWN if ADAPT.id in each.meta.prerequisites]
    traced = box.locator(".wb-edge[data-traced]")
    expect(traced).to_have_count(len(leading_on) + len(ADAPT.meta.prerequisites))
    in_graph(page, ADAPT.id).click()
    expect(page).to_have_url(re.compile(f"#{ADAPT.id.replace('/', '-')}$"))
    expect(page.locator(f'rl-exercise[data-id="{ADAPT.id}"]')).to_be_visible()


def test_the_start_page_offers_the_next_step_of_the_first_course(visit: Visit) -> None:
    page = visit("")
    first = COURSES["first"].exercises[0]
    title = next(each.meta.title for each in SHOWN if each.id == first)
    step = page.locator(".wb-next-step")
    expect(step).to_have_text(f"{COURSES['first'].name}.Begin with: {title}")
    expect(page.locator("wb-course ul")).to_be_hidden()
    step.get_by_role("link", name=title).click()
    expect(page.locator(f'rl-exercise[data-id="{first}"]')).to_be_visible()


def test_axe_finds_nothing(open_page: OpenPage) -> None:
    page = open_page("course/")
    expect(page.locator("wb-course:not([data-known])")).to_have_count(0)
    assert findings(page) == {}
