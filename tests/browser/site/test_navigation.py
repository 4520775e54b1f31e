"""Learners go from page to page at any moment: nothing lands on another page, or is lost."""

from __future__ import annotations

from random import Random

from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.content import ADAPT, FRAMING, RECALL, all_right, page_of
from tests.browser.learner import Classify, Code
from tests.browser.site.test_hosts import Serve
from tests.browser.watching import FOLLOW, know_address

LEFT = 30
UNSET = ".arithmatex:not([data-set])"


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


def test_whoever_comes_back_finds_formulas_and_texts_as_they_were(
    open_page: OpenPage, serve: Serve
) -> None:
    host = serve()
    page = open_page(page_of(ADAPT.id), before=know_address)
    code = Code(page, ADAPT.id)
    code.write("# half a thought")
    go(page, host.url + page_of(RECALL.id))
    page.go_back()
    expect(page.locator(UNSET)).to_have_count(0)
    code.holds("# half a thought")
    page.go_forward()
    expect(page.locator(f'rl-exercise[data-id="{RECALL.id}"][data-state]')).to_be_visible()
    page.go_back()
    expect(page.locator(UNSET)).to_have_count(0)
    code.holds("# half a thought")
    code.write("# half a thought more")
    code.holds("# half a thought more")


def test_a_link_within_a_page_leaves_the_page_as_it_is(open_page: OpenPage) -> None:
    page = open_page(page_of(ADAPT.id))
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
