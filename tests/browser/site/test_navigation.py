"""Learners go from page to page at any moment: nothing lands on another page, or is lost."""

from __future__ import annotations

import re
from random import Random

from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.content import ADAPT, FRAMING, RECALL, all_right, page_of
from tests.browser.figure.shown_figure import Shown
from tests.browser.hosts.test_hosts import Serve
from tests.browser.learner import Classify, Code
from tests.browser.watching import FOLLOW, hold_python, know_address
from tests.whole_course import COURSE

LEFT = 30
UNSET = ".arithmatex:not([data-set])"

# Notes what changes in the style sheets' elements, and in the page's class, once there is a page.
NOTE_CHANGES = """globalThis.changes = [];
new MutationObserver((records) => {
    for (const { target, attributeName } of records) {
        const named = attributeName === "class" ? target.matches("html") : target.sheet;
        if (document.body && named) changes.push([attributeName, target.outerHTML.slice(0, 99)]);
    }
}).observe(document, { subtree: true, attributes: true, attributeFilter: ["href", "class"] });"""
SAVE_DATA = """Object.defineProperty(Navigator.prototype, "connection", {
    get: () => ({ saveData: true }),
})"""


def go(page: Page, url: str) -> None:
    page.evaluate(FOLLOW, url)
    expect(page.locator("h1:not([data-left])")).to_be_visible()


def test_a_check_whose_page_is_left_gives_no_other_exercise_its_verdict(
    open_page: OpenPage, serve: Serve
) -> None:
    host = serve()
    page = open_page(page_of(ADAPT.id), before=know_address)
    code = Code(page, ADAPT.id)
    code.write("while True:\n    pass")
    code.press("Check")
    code.is_in("checking")
    paths = (page_of(ADAPT.id), page_of(FRAMING.id), "glossary/", "concepts/pearl/", "")
    chance = Random(20)
    for _ in range(LEFT):
        page.evaluate(FOLLOW, host.url + chance.choice(paths))
    go(page, host.url + page_of(FRAMING.id))
    expect(page.locator("[data-verdict]")).to_have_count(0)
    framing = Classify(page, FRAMING.id)
    framing.answer(all_right(FRAMING))
    framing.check()
    framing.has("pass")
    expect(page.locator("rl-exercise[data-verdict]")).to_have_count(1)
    expect(page.locator("iframe[title='Python runtime']")).to_have_count(1)
    expect(page.locator(".wb-update-place")).to_have_count(0)
    go(page, host.url + page_of(ADAPT.id))
    code.holds("while True:\n    pass")
    expect(code.root.locator(".wb-notice")).to_contain_text(
        "left while your work was being checked"
    )


def only_read(page: Page) -> None:
    know_address(page)
    hold_python(page)


def test_whoever_comes_back_finds_formulas_figures_and_texts_as_they_were(
    open_page: OpenPage, serve: Serve
) -> None:
    host = serve()
    page = open_page(page_of(ADAPT.id), before=only_read)
    code = Code(page, ADAPT.id)
    code.write("# half a thought")
    go(page, host.url + page_of(RECALL.id))
    page.go_back()
    expect(page.locator(UNSET)).to_have_count(0)
    code.holds("# half a thought")
    figure = Shown(page, "four-starts")
    figure.element.get_by_role("button", name="Show it anyway").click()
    figure.element.locator("[type=range]").first.press("End")
    expect(figure.element).to_have_attribute("data-state", re.compile("."))  # once it is drawn
    moved = figure.element.get_attribute("data-state")
    page.go_forward()
    expect(page.locator(f'rl-exercise[data-id="{RECALL.id}"][data-state]')).to_be_visible()
    page.go_back()
    expect(page.locator(UNSET)).to_have_count(0)
    expect(figure.element).to_have_attribute("data-state", moved or "")
    expect(figure.element.locator(".wb-drawing:visible")).not_to_have_count(0)
    figure.element.locator("[type=range]").first.press("Home")
    expect(figure.element).not_to_have_attribute("data-state", moved or "")
    code.holds("# half a thought")
    code.write("# half a thought more")
    code.holds("# half a thought more")


def test_a_link_within_a_page_leaves_the_page_as_it_is(open_page: OpenPage) -> None:
    page = open_page(page_of(ADAPT.id), before=hold_python)
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url))
    page.evaluate("document.querySelector('rl-exercise').mark = 'this one'")
    contents = page.locator(".md-sidebar--secondary .md-nav__link:visible")
    last = contents.last
    last.click()
    expect(page.locator(":target")).to_be_in_viewport()
    contents.first.click()
    expect(page.locator(":target")).to_be_in_viewport()
    page.go_back()
    expect(page.locator(":target")).to_have_id((last.get_attribute("href") or "").split("#")[1])
    expect(page.locator(":target")).to_be_in_viewport()
    page.evaluate("address => { location.href = address }", "#sources")
    expect(page.locator("#sources")).to_be_in_viewport()
    assert page.evaluate("document.querySelector('rl-exercise').mark") == "this one"
    assert page.url.split("#")[0] not in fetched


def test_style_sheets_are_read_once_and_the_page_is_styled_as_one_with_scripts_at_once(
    open_page: OpenPage,
) -> None:
    page = open_page("glossary/", before=lambda page: page.add_init_script(NOTE_CHANGES))
    page.wait_for_load_state("load")  # by then the theme has started
    assert page.evaluate("changes.filter(([name]) => name === 'href')") == []
    assert page.evaluate("document.documentElement.classList.contains('no-js')") is False


def test_python_that_runs_is_ready_on_the_next_page_at_once(
    open_page: OpenPage, serve: Serve
) -> None:
    def prepare(page: Page) -> None:
        page.add_init_script(SAVE_DATA)
        know_address(page)

    page = open_page(page_of(ADAPT.id), before=prepare)
    code = Code(page, ADAPT.id)
    code.is_in("idle")
    code.write("# a first step")
    code.is_in("ready")
    elsewhere = COURSE.code["multitask/pcgrad"]
    go(page, serve().url + page_of(elsewhere.id))
    Code(page, elsewhere.id).is_in("ready")
