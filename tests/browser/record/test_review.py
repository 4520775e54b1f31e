"""What a learner has seen comes back in time, one thing after the other, and goes by keys alone."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.content import ADAPT, RECALL, page_of, stored
from tests.browser.copying import Offline, Publish
from tests.browser.learner import Code, Exercise
from tests.browser.progress import event, file, take_in
from tests.browser.watching import CLOCK_MOVED, Watch

PAGE = "review/"
# A window of its own, for its clock is set.
OWN = {"timezone_id": "UTC"}


def review(page: Page) -> Locator:
    return page.locator("wb-review")


def rate(page: Page, card: str, rating: str) -> None:
    """Rate a card at its home."""
    exercise = Exercise(page, RECALL.id)
    place = exercise.root.locator(f'.wb-card[data-card="{card}"]')
    place.get_by_role("button", name="Show answer").click()
    place.get_by_role("button", name=rating, exact=True).click()


@pytest.fixture(autouse=True)
def moving_clock(watch: Watch) -> None:
    watch.expect(CLOCK_MOVED)


def go(page: Page, to: str, days: float = 0) -> None:
    """Open a page of the site, so many days later."""
    if days:
        page.clock.set_fixed_time(datetime.now() + timedelta(days))
    page.goto(re.sub(r"(//[^/]+/).*", rf"\1{to}", page.url))


def test_cards_come_back_in_time_and_keys_are_enough(open_page: OpenPage) -> None:
    page = open_page(page_of(RECALL.id), **OWN)
    first, second = (card.id for card in RECALL.meta.card[:2])
    rate(page, first, "Again")
    rate(page, second, "Easy")
    go(page, PAGE)
    expect(review(page)).to_contain_text("Nothing is due. The next comes at")
    go(page, PAGE, days=1)
    expect(review(page)).to_contain_text("1 due.")
    expect(review(page).locator(".wb-question")).to_be_visible()
    answer = review(page).locator(".wb-answer")
    expect(answer).to_be_hidden()
    review(page).get_by_role("button", name="Show answer").focus()
    page.keyboard.press("Enter")
    expect(answer).to_be_visible()
    link = answer.get_by_role("link").last
    assert page.request.get(link.evaluate("(element) => element.href")).ok
    page.keyboard.press("3")
    expect(review(page)).to_contain_text("Nothing is due. The next comes")
    go(page, PAGE, days=40)
    expect(review(page)).to_contain_text("2 due.")
    review(page).get_by_role("button", name="Never again").click()
    expect(review(page)).to_contain_text("1 due.")
    page.keyboard.press("0")
    expect(review(page)).to_contain_text("Done for today. What you put off comes back tomorrow.")
    review(page).get_by_text("Never again: 1").click()
    review(page).get_by_role("button", name="Ask again").click()
    expect(review(page)).to_contain_text("1 due.")
    go(page, PAGE, days=41)
    expect(review(page)).to_contain_text("2 due.")


def test_cards_need_neither_python_nor_the_host(
    publish: Publish, open_page: OpenPage, watch: Watch
) -> None:
    watch.expect("ERR_CONNECTION_REFUSED")
    host = publish()
    page = open_page("progress/", host=host)
    card = RECALL.meta.card[0].id
    take_in(page, file(event(40, "grade", RECALL.id, card=card, grade="good")))
    Offline(page).make()
    host.close()
    page.goto(f"{host.url}{PAGE}")
    expect(review(page)).to_contain_text("1 due.")
    review(page).get_by_role("button", name="Show answer").click()
    review(page).get_by_role("button", name="Easy").click()
    expect(review(page)).to_contain_text("Nothing is due. The next comes on")
    assert watch.asked_for("runtime.json") == []


def test_a_program_that_is_written_once_more_leaves_even_if_it_is_the_same(
    open_page: OpenPage,
) -> None:
    page = open_page(page_of(ADAPT.id), alone=ADAPT.id, **OWN)
    Code(page, ADAPT.id).submit(ADAPT.solution)
    go(page, PAGE)
    expect(review(page)).to_contain_text("Nothing is due. The next comes on")
    go(page, PAGE, days=3)
    expect(review(page)).to_contain_text("1 due.")
    go(page, page_of(ADAPT.id))
    Code(page, ADAPT.id).submit(ADAPT.solution)
    go(page, PAGE)
    expect(review(page)).to_contain_text("Nothing is due. The next comes on")


def test_a_program_and_its_mistake_come_back_and_the_calendar_knows(open_page: OpenPage) -> None:
    page = open_page(page_of(ADAPT.id), alone=ADAPT.id, **OWN)
    wrong = next(iter(stored(ADAPT, "fail").values()))
    Code(page, ADAPT.id).submit(wrong, ADAPT.solution)
    go(page, PAGE, days=2)
    expect(review(page)).to_contain_text("2 due.")
    expect(review(page).locator(".wb-question")).to_contain_text("your program got this")
    with page.expect_download() as begun:
        review(page).get_by_role("button", name="Calendar file").click()
    lines = Path(begun.value.path()).read_text("utf-8").split("\n")
    assert "BEGIN:VEVENT\r" in Path(begun.value.path()).read_bytes().decode().split("\n")
    assert any(re.fullmatch(r"SUMMARY:.*: 2 to review\r?", line) for line in lines)
    page.keyboard.press("0")
    link = review(page).locator(".wb-review-go")
    expect(link).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(re.escape(page_of(ADAPT.id))))


def test_where_nothing_is_kept_the_page_says_so(open_page: OpenPage) -> None:
    silent = "IDBFactory.prototype.open = () => ({})"
    page = open_page(PAGE, before=lambda page: page.add_init_script(silent))
    expect(review(page)).to_contain_text("keeps nothing for this site")
