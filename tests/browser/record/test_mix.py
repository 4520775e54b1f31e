"""The practice page offers five things each day, and what went wrong comes back."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import OpenPage, Visit
from tests.browser.content import RECALL, others, page_of, right, wrong
from tests.browser.learner import Classify
from tests.whole_course import COURSE

PAGE = "practice/"
DRAWN = next(
    exercise
    for exercise in COURSE.classify.values()
    if exercise.meta.draw and "neither" in exercise.meta.labels
)
# Another day than that of the mix that the browser has kept.
YESTERDAY = """() => {
  const mix = JSON.parse(localStorage.getItem("wb-mix"));
  localStorage.setItem("wb-mix", JSON.stringify({ ...mix, day: "Mon Jan 01 2024" }));
}"""


def offered(page: Page) -> Locator:
    return page.locator("wb-mix li[data-key]")


def keys(page: Page) -> list[str]:
    expect(offered(page)).to_have_count(5)
    return [row.get_attribute("data-key") or "" for row in offered(page).all()]


def test_five_things_of_all_kinds_that_stay_for_the_day(visit: Visit) -> None:
    page = visit(PAGE)
    today = keys(page)
    kinds = [link.split(":")[0] for link in offered(page).locator("a").all_inner_texts()]
    assert sorted(kinds) == ["A card", "A card", "A program", "A scenario", "A scenario"]
    page.reload()
    assert keys(page) == today
    page.get_by_role("button", name="Another five").click()
    expect(offered(page).locator("a").first).to_be_focused()
    assert keys(page) != today
    page.evaluate(YESTERDAY)
    page.reload()
    assert keys(page) == today


def test_each_leads_to_its_place(visit: Visit) -> None:
    page = visit(PAGE)
    links = [link.get_attribute("href") or "" for link in offered(page).locator("a").all()]
    expect(offered(page)).to_have_count(5)
    for link in links:
        page.goto(link)
        anchor = link.split("#")[1]
        expect(page.locator(f"[id='{anchor}']")).to_be_visible()


def test_an_address_that_ends_in_no_name_leads_to_the_scenarios_all_the_same(visit: Visit) -> None:
    page = visit(f"{page_of(DRAWN.id)}#100%")
    shown = Classify(page, DRAWN.id).root.locator(".wb-item:visible")
    expect(shown).to_have_count(DRAWN.meta.draw or 0)


def test_what_went_wrong_comes_back_another_day_and_is_done_once_it_is_right(visit: Visit) -> None:
    card = RECALL.meta.card[0].id
    page = visit(page_of(RECALL.id))
    question = page.locator(f'.wb-card[data-card="{card}"]')
    question.get_by_role("button", name="Show answer").click()
    question.get_by_role("button", name="Again").click()
    page.goto(page.url.split("#")[0])
    keys(page)
    page.evaluate(YESTERDAY)
    page.reload()
    row = page.locator(f'wb-mix li[data-key="{RECALL.id} {card}"]')
    expect(row.locator(".wb-state")).to_have_text("once more")
    row.get_by_role("link").click()
    question.get_by_role("button", name="Show answer").click()
    question.get_by_role("button", name="Good").click()
    page.reload()
    expect(row.locator(".wb-state")).to_have_text("done")
    assert len(keys(page)) == 5


def test_a_link_to_a_scenario_shows_a_draw_that_has_it_and_keeps_the_answers(
    open_page: OpenPage,
) -> None:
    page = open_page(page_of(DRAWN.id))
    exercise = Classify(page, DRAWN.id)
    items = {item.id: item for item in DRAWN.meta.item}
    expect(exercise.root.locator(".wb-item:visible")).to_have_count(DRAWN.meta.draw or 0)
    shown, hidden = (
        {id_ for id_ in items if exercise.scenario(id_).is_visible() is seen}
        for seen in (True, False)
    )
    first = sorted(shown)[0]
    exercise.answer({first: wrong(items[first], others(DRAWN, items[first])[0])})
    exercise.scenario(first).get_by_role("button", name="Check this one").click()
    expect(exercise.scenario(first)).to_have_attribute("data-verdict", "fail")
    other = sorted(hidden)[0]
    page.evaluate("anchor => (location.hash = anchor)", f"{DRAWN.id.replace('/', '-')}-{other}")
    expect(exercise.scenario(other)).to_be_visible()
    exercise.answer({other: right(items[other])})
    exercise.scenario(other).get_by_role("button", name="Check this one").click()
    expect(exercise.scenario(other)).to_have_attribute("data-verdict", "pass")
    page.evaluate("anchor => (location.hash = anchor)", f"{DRAWN.id.replace('/', '-')}-{first}")
    expect(exercise.scenario(first)).to_be_visible()
    expect(exercise.scenario(first)).to_have_attribute("data-verdict", "fail")
    exercise.root.get_by_role("button", name="New draw").click()
    expect(exercise.root.locator('.wb-item:visible input[type="radio"]:checked')).to_have_count(0)


def test_without_what_the_browser_keeps_there_is_a_mix_all_the_same(open_page: OpenPage) -> None:
    refuse = (
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error('refused'); } })"
    )
    page = open_page(PAGE, before=lambda page: page.add_init_script(refuse))
    expect(offered(page)).to_have_count(5)


def test_without_javascript_the_page_says_what_is_missing(open_page: OpenPage) -> None:
    page = open_page(PAGE, java_script_enabled=False)
    expect(page.locator("wb-mix > p")).to_be_visible()
    expect(page.locator("wb-mix li:visible")).to_have_count(0)
