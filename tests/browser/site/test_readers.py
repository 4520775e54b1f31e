"""Who has no script, prints the page or searches it finds prompts, questions and answers too."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, ViewportSize, expect

from tests.browser.conftest import OpenPage, Visit
from tests.browser.content import ADAPT, FRAMING, RECALL, exercises_on, page_of, right
from tests.browser.learner import Classify, Code
from tests.browser.watching import Tab, Watch, hold_python
from tools.course.kinds import phrases

MODULES = "**/assets/js/**"
LOOSE_MARKS = r"""all => all.map((one) => one.nextSibling).filter((next) => next instanceof Text)
    .map((next) => next.data).filter((text) => /^[.,;:!?)]/.test(text))"""


def words(markdown: str, count: int = 5) -> str:
    """A few plain words from the start of a text."""
    first = markdown.strip().split("\n\n")[0].replace("*", "").replace("`", "")
    return " ".join(first.split()[:count])


def scenario(item: Any) -> str:
    return "".join(part for part, _ in phrases(item.text))


def reads_all(page: Page) -> None:
    """Expect every scenario, label, question and answer of the practice page to be visible."""
    for item in FRAMING.meta.item:
        expect(page.get_by_text(scenario(item))).to_be_visible()
    for card in RECALL.meta.card:
        box = page.locator(f'[data-card="{card.id}"]')
        expect(box.get_by_text(card.question)).to_be_visible()
        expect(box.locator(".wb-answer")).to_be_visible()
        expect(box.locator(".wb-answer")).to_contain_text(words(card.answer))


def reads_code(page: Page) -> None:
    """Expect prompt and starter to be visible."""
    exercise = page.locator(f'[data-id="{ADAPT.id}"]')
    expect(exercise.locator(".wb-prompt")).to_contain_text(words(ADAPT.prompt))
    expect(exercise.locator(".wb-prompt")).to_be_visible()
    expect(exercise.locator(".wb-starter")).to_be_visible()
    expect(exercise.locator(".wb-starter")).to_contain_text("def inner_adapt")


def test_without_javascript_everything_is_readable(open_page: OpenPage) -> None:
    page = open_page("practice/", java_script_enabled=False)
    reads_all(page)
    for label in FRAMING.meta.labels:
        expect(
            page.locator(f'[data-id="{FRAMING.id}"] .wb-labels').get_by_text(label)
        ).to_be_visible()
    reads_code(open_page(page_of(ADAPT.id), java_script_enabled=False))


def test_where_our_script_does_not_arrive_everything_is_readable(
    open_page: OpenPage, watch: Watch
) -> None:
    watch.expect("net::ERR_FAILED")

    def block(page: Page) -> None:
        page.route(MODULES, lambda route: route.abort())

    reads_all(open_page("practice/", before=block))
    reads_code(open_page(page_of(ADAPT.id), before=block))


@pytest.fixture
def screen(tab: Tab) -> Iterator[Page]:
    """The tab, which is on the screen again afterwards."""
    yield tab.page
    tab.page.emulate_media(media="null")


def asks_on_paper(page: Page) -> None:
    """Expect every scenario and question of the practice page, with its answer at the end."""
    for item in FRAMING.meta.item:
        expect(page.get_by_text(scenario(item))).to_be_visible()
    answers = page.locator(".wb-answers")
    for number, card in enumerate(RECALL.meta.card, 1):
        box = page.locator(f'[data-card="{card.id}"]')
        expect(box.get_by_text(card.question)).to_be_visible()
        expect(box.locator(".wb-answer")).to_be_hidden()
        numbered = answers.locator(f'[data-number="{number}."]')
        expect(numbered.filter(has_text=words(card.answer))).to_be_visible()
    expect(page.locator("body")).to_have_css("background-color", "rgb(255, 255, 255)")


def test_paper_waits_for_no_formula_and_leaves_out_what_is_too_large(
    visit: Visit, screen: Page
) -> None:
    visit("notation/")
    expect(screen.locator(".arithmatex[data-set]")).not_to_have_count(0)
    screen.evaluate(
        r"document.querySelector('article').insertAdjacentHTML('beforeend',"
        r" '<p class=arithmatex>\\(x\\)</p>')"
    )
    screen.pdf()
    expect(screen.locator(".arithmatex:not([data-set])")).to_have_count(0)
    visit("course/")
    screen.emulate_media(media="print")
    expect(screen.locator(".wb-graph > svg")).to_be_hidden()
    expect(screen.locator(".wb-graph > .wb-printed")).to_be_visible()


def test_a_pool_on_paper_is_numbered_through(visit: Visit, screen: Page) -> None:
    visit("scenarios/fine-print/")
    expect(screen.locator("rl-exercise[data-state]")).to_have_count(1)
    screen.emulate_media(media="print")
    items = screen.locator(".wb-item")
    expect(items.and_(screen.locator("[hidden]"))).not_to_have_count(0)
    for item in items.all():
        expect(item).to_have_css("counter-increment", "scenario 1")


def test_paper_shows_answers_at_the_end_and_no_buttons(visit: Visit, screen: Page) -> None:
    visit("practice/")
    ready = screen.locator("rl-exercise[data-state]")
    expect(ready).to_have_count(len(exercises_on("practice/")))
    screen.emulate_media(media="print")
    asks_on_paper(screen)
    expect(screen.locator("button:visible")).to_have_count(0)
    screen.emulate_media(media="screen")
    expect(screen.locator(".wb-answers")).to_be_hidden()
    visit(page_of(ADAPT.id))
    expect(ready).to_have_count(len(exercises_on(page_of(ADAPT.id))))
    screen.emulate_media(media="print")
    reads_code(screen)


def test_the_search_finds_a_phrase_of_each_kind_of_exercise(open_page: OpenPage) -> None:
    page = open_page("")
    page.keyboard.press("/")
    wanted = {
        ADAPT.id: ADAPT.prompt,
        FRAMING.id: FRAMING.meta.title,
        RECALL.id: RECALL.meta.card[1].question,
    }
    for name, text in wanted.items():
        # the search counts small words, too, and nearly every page has them
        telling = [word for word in words(text, 12).split() if len(word) > 3]
        page.keyboard.type(" ".join(telling[:5]))
        found = page.locator(f'.md-search-result__link[href*="/{page_of(name)}"]')
        expect(found.first).to_be_visible()
        page.keyboard.press("ControlOrMeta+a")
        page.keyboard.press("Delete")
        expect(page.locator(".md-search-result__link")).to_have_count(0)


def test_the_index_of_the_search_comes_when_somebody_is_about_to_search(
    open_page: OpenPage, watch: Watch
) -> None:
    page = open_page("concepts/tasks/", before=hold_python)
    # by then the theme has long asked for what it wants: its script runs before ours
    ready = page.locator("rl-exercise[data-state]")
    expect(ready).to_have_count(len(exercises_on("concepts/tasks/")))
    assert not watch.asked_for("search_index.json")
    page.keyboard.press("/")
    page.keyboard.type("posterior")
    expect(page.locator(".md-search-result__item").first).to_be_visible()
    assert watch.asked_for("search_index.json")


def test_the_search_shows_no_tex_and_explains_a_term_before_it_counts_it(
    open_page: OpenPage,
) -> None:
    page = open_page("")
    page.keyboard.press("/")
    results = page.locator(".md-search-result__item")
    for text in ("PCGrad", "FOMAML", "gradient", "hidden state"):
        page.keyboard.type(text)
        expect(results.first).to_be_visible()
        link = results.first.locator(".md-search-result__link").first
        expect(link).not_to_have_attribute("href", re.compile("/reproductions/"))
        if text != "gradient":
            term = text.lower().replace(" ", "-")
            glossary = page.locator(f'.md-search-result__link[href*="/glossary/"][href$="#{term}"]')
            expect(glossary).to_have_count(1)
        expect(results.filter(has_text="\\")).to_have_count(0)
        page.keyboard.press("ControlOrMeta+a")
        page.keyboard.press("Delete")
        expect(results).to_have_count(0)


def test_paper_shows_the_learners_own_work_in_dark_ink(open_page: OpenPage) -> None:
    page = open_page(page_of(ADAPT.id), before=hold_python, color_scheme="dark")
    code = Code(page, ADAPT.id)
    code.write("own = 1")
    palette = page.locator("label[for^=__palette]:visible")
    palette.click()  # from the system's, which is dark, to the other one
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "default")
    palette.click()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    page.emulate_media(media="print")
    expect(code.root.locator(".wb-starter")).to_have_text("own = 1")
    room = "element => getComputedStyle(element, '::after').content"
    assert code.root.locator(".wb-starter").evaluate(room) == "none"
    assert page.locator(".wb-starter:not(.wb-filled)").first.evaluate(room) == '""'
    assert shade(page.locator("h1")) < 100
    page.emulate_media(media="screen")
    assert shade(page.locator("h1")) > 150
    page.goto(page.url.replace(page_of(ADAPT.id), "practice/"))
    exercise = Classify(page, FRAMING.id)
    item = FRAMING.meta.item[0]
    exercise.answer({item.id: right(item)})
    scenario = exercise.scenario(item.id)
    scenario.get_by_role("textbox").fill("All are known.")
    page.emulate_media(media="print")
    expect(scenario.get_by_role("textbox")).to_be_visible()
    expect(scenario.get_by_role("radio", checked=True)).to_be_visible()
    phrase = scenario.locator('[aria-pressed="true"]').first
    assert "underline" in phrase.evaluate("element => getComputedStyle(element).textDecoration")


def shade(locator: Locator) -> float:
    """How light a text is, from 0 to 255."""
    colour = locator.evaluate("element => getComputedStyle(element).color")
    return sum(map(float, re.findall(r"[\d.]+", colour)[:3])) / 3


def test_code_and_formulas_are_not_translated(visit: Visit) -> None:
    page = visit(page_of(ADAPT.id))
    parts = page.locator("article :is(pre, code, .arithmatex)")
    assert parts.count() > 20
    loose = "all => all.filter((one) => one.translate).map((one) => one.outerHTML)"
    assert parts.evaluate_all(loose) == []
    expect(page.locator(".md-top")).to_have_count(0)


def test_formulas_are_set_without_another_host(visit: Visit) -> None:
    page = visit(page_of(ADAPT.id))
    expect(page.locator("rl-exercise .arithmatex .katex").first).to_be_visible()
    expect(page.locator(".katex-error")).to_have_count(0)
    expect(page.locator(".arithmatex:not([data-set])")).to_have_count(0)
    # a full stop behind a formula would otherwise begin a line of its own
    assert page.locator(".arithmatex").evaluate_all(LOOSE_MARKS) == []
    assert page.locator(".wb-held").count()


def test_one_click_leads_from_the_system_to_the_other_palette(open_page: OpenPage) -> None:
    page = open_page("glossary/", color_scheme="light")
    body = page.locator("body")
    for palette in ("slate", "default"):
        page.locator("label[for^=__palette]:visible").click()
        expect(body).to_have_attribute("data-md-color-scheme", palette)


def test_formulas_that_are_not_set_yet_are_when_paper_asks_for_them(visit: Visit) -> None:
    page = visit("concepts/belief/")
    expect(page.locator(".arithmatex .katex").first).to_be_attached()
    left = page.evaluate("""() => {
        const late = document.querySelector(".md-content p");
        late.innerHTML += '<span class="arithmatex">\\\\(x^2\\\\)</span>';
        dispatchEvent(new Event("beforeprint"));
        return document.querySelectorAll(".arithmatex:not([data-set])").length;
    }""")
    assert left == 0


@pytest.mark.parametrize("way", ["tap", "focus", "hover"])
def test_a_term_says_what_it_means(way: str, open_page: OpenPage) -> None:
    narrow = ViewportSize(width=360, height=800)
    page = open_page("concepts/rl2/", viewport=narrow, has_touch=True)
    term = page.locator("abbr", has_text="hidden state").first
    meaning = page.get_by_role("tooltip", name="")
    expect(term).to_have_attribute("title", re.compile("^Hidden state: "))
    expect(meaning).to_have_count(0)
    getattr(term, way)()
    expect(meaning).to_contain_text("Hidden state: the activations")
    expect(term).to_have_attribute("aria-describedby", str(meaning.get_attribute("id")))
    box = meaning.locator("> *").bounding_box()
    assert box
    assert 0 <= box["x"] <= narrow["width"] - box["width"]
    page.mouse.move(0, 0)
    page.locator("h1").tap()
    expect(meaning).to_have_count(0)
