"""The page of progress: what each exercise has come to, how one works, what is to be forgotten."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from fsrs import Card, Rating, Scheduler
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.content import ADAPT, FIRST, FRAMING, METHOD, RECALL
from tests.browser.progress import PAGE, attempt, event, file, take_in
from tests.browser.site.test_access import findings


def held(gap: int) -> int:
    """For how many days what went well holds, and well again so many days later."""
    scheduler, first = Scheduler(enable_fuzzing=False), datetime.now(UTC)
    card, _ = scheduler.review_card(Card(), Rating.Good, first)
    card, _ = scheduler.review_card(card, Rating.Good, first + timedelta(gap))
    return (card.due - first - timedelta(gap)).days


CARDS = [card.id for card in RECALL.meta.card]


def row(page: Page, exercise: str) -> Locator:
    return page.locator(f'.wb-list tr[data-id="{exercise}"]')


def in_graph(page: Page, exercise: str) -> Locator:
    return page.locator(f'.wb-graph a[data-id="{exercise}"]')


def summary(page: Page, name: str) -> Locator:
    return page.locator("wb-summary").get_by_role("table", name=name)


def test_each_state_has_its_word_and_its_shape(open_page: OpenPage) -> None:
    page = open_page(PAGE)
    first = [item.id for item in FIRST.meta.item]
    take_in(
        page,
        file(
            attempt(2, FRAMING.id, "fail"),
            attempt(0, RECALL.id, "pass", submission=dict.fromkeys(CARDS, "good")),
            *(event(0, "grade", RECALL.id, card=card, grade="good") for card in CARDS),
            attempt(60, ADAPT.id, "pass"),
            attempt(4, FIRST.id, "pass", checks=dict.fromkeys(first)),
            attempt(1, FIRST.id, "pass", checks=dict.fromkeys(first)),
        ),
    )
    for exercise, words, shape in (
        (METHOD.id, "not tried", None),
        (FRAMING.id, "tried", "half"),
        (RECALL.id, "passed", "pass"),
        (FIRST.id, f"passed, holds {held(3)} days", "holds"),
        (ADAPT.id, "passed, due again", "timeout"),
    ):
        expect(row(page, exercise).locator(".wb-state")).to_have_text(words)
        for place in (row(page, exercise), in_graph(page, exercise)):
            expect(place.locator(".wb-icon")).to_have_count(0 if shape is None else 1)
            if shape:
                expect(place.locator(f".wb-icon-{shape}")).to_be_visible()
    assert findings(page) == {}


def test_time_tries_mistakes_and_how_well_being_sure_fits(open_page: OpenPage) -> None:
    page = open_page(PAGE)
    expect(page.locator("wb-summary")).to_contain_text("Nothing has been checked yet.")
    expect(page.get_by_text("needs JavaScript")).to_have_count(0)
    known = {"checks": {"one": "one_step_only"}, "feedback": "It takes one step only."}
    take_in(
        page,
        file(
            attempt(3, ADAPT.id, "fail", confidence=3, spent=400, **known),
            attempt(2, ADAPT.id, "pass", confidence=3, spent=200),
            attempt(1, FIRST.id, "fail", confidence=1, spent=30),
        ),
    )
    exercises = summary(page, "Your exercises").locator("tbody tr")
    expect(exercises.first.locator("td")).to_have_text(
        [ADAPT.meta.title, "Tries2", "Time10 min", re.compile(r"^Last\d{4}-\d\d-\d\d$"), "Forget"]
    )
    expect(exercises.nth(1)).to_contain_text("under a minute")
    sure = summary(page, "How well being sure fits").locator("tbody tr")
    expect(sure).to_have_text([re.compile("a guess.*0 of 1"), re.compile("^sure.*1 of 2")])
    mistakes = summary(page, "Mistakes that the grader knew").locator("tbody tr")
    expect(mistakes).to_have_text(re.compile("one step only.*overcome"))
    expect(page.get_by_text("needs JavaScript")).to_have_count(0)
    for width in (360, 1400):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") == width


def test_one_exercise_or_all_can_be_forgotten_and_brought_back(open_page: OpenPage) -> None:
    page = open_page(PAGE)
    take_in(page, file(attempt(0.2, ADAPT.id, "pass"), attempt(0.1, FRAMING.id, "fail")))
    forget = page.get_by_role("button", name=f"Forget my attempts on {ADAPT.meta.title}")
    forget.focus()
    page.keyboard.press("Enter")
    state = row(page, ADAPT.id).locator(".wb-state")
    expect(state).to_have_text("not tried")
    expect(row(page, FRAMING.id).locator(".wb-state")).to_have_text("tried")
    undo = page.locator("wb-summary").get_by_role("button", name="Undo")
    expect(undo).to_be_focused()
    page.reload()
    expect(state).to_have_text("not tried")
    undo.click()
    expect(state).to_have_text("passed, holds 1 day")
    page.get_by_role("button", name="Forget all").click()
    question = page.locator("dialog.wb-dialog")
    question.get_by_role("button", name="Keep it").click()
    expect(state).to_have_text("passed, holds 1 day")
    page.get_by_role("button", name="Forget all").click()
    question.get_by_role("button", name="Forget all").click()
    expect(page.locator('.wb-list tr[data-id]:not([data-progress="new"])')).to_have_count(0)
    undo.click()
    expect(state).to_have_text("passed, holds 1 day")
    expect(row(page, FRAMING.id).locator(".wb-state")).to_have_text("tried")
    expect(undo).to_have_count(0)
