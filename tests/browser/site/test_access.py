"""axe finds nothing serious, before and after Check, in either palette, wide and narrow."""

from __future__ import annotations

import base64
import zlib
from collections.abc import Iterator
from typing import Any, Literal

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from axe_playwright_python.sync_playwright import DEFAULT_OPTIONS
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.content import (
    ADAPT,
    FRAMING,
    METHOD,
    RECALL,
    all_right,
    all_wrong,
    page_of,
    stored,
)
from tests.browser.learner import Classify, Code
from tests.browser.progress import PAGE as PROGRESS
from tests.browser.progress import attempt, choose, dialog, event, file, status
from tests.browser.watching import hold_python
from tests.shares import share
from tools.common.paths import ROOT
from tools.course.ids import page_ids

# Each palette at one width, for a look takes seconds: a palette's colours are those of all widths.
LOOKS: tuple[tuple[Literal["light", "dark"], str, int], ...] = (
    ("light", "default", 1400),
    ("dark", "slate", 360),
)
PAGES = sorted(f"{page}/".removesuffix("index/") for page in page_ids(ROOT) if page != "index")
SOME = share(PAGES, 2)
PACKED = base64.urlsafe_b64encode(zlib.compress(b"x = 1\n")).decode().rstrip("=")
LINK = f"#shared={ADAPT.id},{'0' * 12},{PACKED}"
RUN = "async ([context, options]) => (await axe.run(context, options)).violations"
# colours in the middle of a transition are nobody's choice
STILL = """() => {
    const sheet = new CSSStyleSheet(); // a style element would be against the site's policy
    const off = "transition: none !important; animation: none !important";
    sheet.replaceSync(`*, ::before, ::after { ${off} }`);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}"""


def looks(page: Page) -> Iterator[str]:
    """The page in both palettes, wide and narrow."""
    page.evaluate(STILL)
    for scheme, palette, width in LOOKS:
        page.emulate_media(color_scheme=scheme)
        expect(page.locator("body")).to_have_attribute("data-md-color-scheme", palette)
        page.set_viewport_size({"width": width, "height": 900})
        yield f"{scheme}, {width} px"


def findings(page: Page, within: str = "html") -> dict[str, list[str]]:
    """Serious and critical findings in a part of the page, by look of the page."""
    found = {look: [told(violation) for violation in serious(page, within)] for look in looks(page)}
    return {look: lines for look, lines in found.items() if lines}


def serious(page: Page, within: str) -> list[dict[str, Any]]:
    if page.evaluate("!globalThis.axe"):
        page.evaluate(AXE_SCRIPT)
    parts = [[selector] for selector in within.split(", ")]
    violations: list[dict[str, Any]] = page.evaluate(RUN, [{"include": parts}, DEFAULT_OPTIONS])
    return [violation for violation in violations if violation["impact"] in ("serious", "critical")]


def told(violation: dict[str, Any]) -> str:
    places = [" ".join(map(str, node["target"])) for node in violation["nodes"][:3]]
    return f"{violation['id']}: {violation['help']} at {places}"


@pytest.mark.parametrize("path", ["", "practice/", *SOME])
def test_pages_as_they_open(path: str, open_page: OpenPage) -> None:
    page = open_page(path, before=hold_python)
    assert findings(page) == {}


# A formula that becomes wide long after the page has come, as one does when it is set.
LATER = """() => {
    const box = document.querySelector(".md-typeset div.arithmatex");
    box.firstElementChild.style.cssText = "width: 3000px; height: 5em";
    return [...document.querySelectorAll("div.arithmatex")].filter((one) => one === box).length;
}"""
# Boxes that scroll and cannot be reached by keys, or the other way round.
UNREACHED = """() => [...document.querySelectorAll(".md-typeset div.arithmatex")]
    .filter((box) => box.scrollWidth > box.clientWidth !== box.hasAttribute("tabindex"))
    .map((box) => box.textContent)"""


def test_wide_formulas_can_be_scrolled_by_keys_once_they_are_set(open_page: OpenPage) -> None:
    page = open_page("concepts/belief/", before=hold_python)
    expect(page.locator(".arithmatex:not([data-set])")).to_have_count(0)
    for width in (1400, 360, 1400):
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_function(f"() => ({UNREACHED})().length === 0")
    assert page.evaluate(LATER) == 1
    page.wait_for_function(f"() => ({UNREACHED})().length === 0")


def test_the_offer_of_an_offline_copy(open_page: OpenPage) -> None:
    page = open_page("glossary/")
    page.locator("wb-offline summary").press("Enter")
    expect(page.locator("wb-offline button")).to_be_visible()
    assert findings(page, ".md-footer") == {}
    page.locator("wb-offline button").press("Enter")
    expect(page.locator("wb-offline")).to_have_attribute("data-phase", "ready")
    assert findings(page, ".md-footer") == {}


def test_scenarios_and_cards_after_check(open_page: OpenPage) -> None:
    page = open_page("practice/")
    wrong, right = Classify(page, FRAMING.id), Classify(page, METHOD.id)
    wrong.answer(all_wrong(FRAMING))
    for item in FRAMING.meta.item:
        sentence = wrong.scenario(item.id).get_by_role("textbox")
        sentence.fill(item.examples[0].text)
    wrong.check()
    wrong.check()  # now the missed cues and the model sentences are there too
    expect(wrong.root.locator("[data-opinion]")).to_have_count(len(FRAMING.meta.item))
    right.answer(all_right(METHOD))
    right.check()
    page.get_by_role("button", name="Show answer").first.click()
    page.get_by_role("button", name="Hard").first.click()
    assert findings(page) == {}


def test_code_after_check_run_and_help(open_page: OpenPage) -> None:
    code = Code(open_page(page_of(ADAPT.id), alone=ADAPT.id), ADAPT.id)
    code.write(stored(ADAPT, "fail")["no_alpha"])
    code.check()
    code.press("Hint")
    code.press("Solution")
    code.press("Show it")
    expect(code.root.locator(".wb-solution")).to_be_visible()
    assert findings(code.page, f'rl-exercise[data-id="{ADAPT.id}"]') == {}
    code.try_out("print(1)\nshow([1, 2], [3, 4], labels=['loss'])")
    expect(code.result.get_by_role("img")).to_be_visible()
    assert findings(code.page, f'rl-exercise[data-id="{ADAPT.id}"] .wb-work') == {}
    code.write("def inner_adapt(:")
    code.check()
    code.has("invalid")
    assert findings(code.page, f'rl-exercise[data-id="{ADAPT.id}"] .wb-work') == {}


def test_code_while_it_is_checked_stopped_at_its_limit_and_right(open_page: OpenPage) -> None:
    code = Code(open_page(page_of(ADAPT.id), alone=ADAPT.id), ADAPT.id)
    here = f'rl-exercise[data-id="{ADAPT.id}"]'
    code.limit(100)
    code.write("def inner_adapt(theta, grad_fn, alpha, steps):\n    while True:\n        pass\n")
    code.press("Check")
    code.is_in("checking")
    assert findings(code.page, here) == {}
    code.press("Stop")
    code.limit(0.5)
    code.check()
    code.has("timeout")
    assert findings(code.page, here) == {}
    code.limit(20)
    code.write(ADAPT.solution)
    code.check()
    code.has("pass")
    assert findings(code.page, here) == {}


def test_the_editor_with_remarks_names_and_a_link(open_page: OpenPage) -> None:
    page = open_page(f"{page_of(ADAPT.id)}{LINK}", alone=ADAPT.id, before=hold_python)
    code = Code(page, ADAPT.id)
    expect(code.root.get_by_role("region", name="Code from a link")).to_be_visible()
    code.write("import numpy as np\nx = yy\nnp.s")
    page.keyboard.type("q")
    expect(code.editor.get_by_role("option").first).to_be_visible()
    expect(code.editor.locator(".cm-lintRange")).to_be_visible()
    code.choose_first_name()
    assert findings(page, ".wb-code") == {}
    page.keyboard.press("Escape")
    code.editor.locator(".cm-lintRange").hover()
    expect(code.editor.locator(".cm-tooltip-lint")).to_be_visible()
    assert findings(page, ".wb-code") == {}


def test_an_import_and_the_reviews_that_follow(open_page: OpenPage) -> None:
    page = open_page(PROGRESS)
    choose(page, "no file of ours")
    expect(status(page)).to_contain_text("Nothing was changed.")
    assert findings(page, "wb-backup") == {}
    cards = [card.id for card in RECALL.meta.card[:2]]
    known = {"checks": {"one": "one_step_only"}, "feedback": "It takes one step only."}
    happened = (
        *(event(40, "grade", RECALL.id, card=card, grade="good") for card in cards),
        event(39, "retire", RECALL.id, card=cards[0], retired=True),
        attempt(3, ADAPT.id, "fail", confidence=3, **known),
    )
    choose(page, file(*happened))
    expect(dialog(page)).to_be_visible()
    assert findings(page, "wb-backup") == {}
    dialog(page).get_by_role("button", name="Import", exact=True).click()
    expect(status(page)).to_have_text("The file is imported.")
    page.goto(page.url.replace(PROGRESS, "review/"))
    review = page.locator("wb-review")
    expect(review).to_contain_text("You were sure, and it went wrong")
    review.get_by_text("Never again: 1").click()
    assert findings(page, "wb-review") == {}
    for left in (2, 1):  # the program and its mistake
        page.keyboard.press("0")
        expect(review).to_contain_text(f"{left} due.")
    review.get_by_role("button", name="Show answer").click()
    expect(review.get_by_role("button", name="Good", exact=True)).to_be_visible()
    assert findings(page, "wb-review") == {}
    page.keyboard.press("0")
    expect(review).to_contain_text("Done for today.")
    assert findings(page, "wb-review") == {}


def narrowed(page: Page) -> None:
    hold_python(page)
    page.set_viewport_size({"width": 360, "height": 700})


@pytest.mark.parametrize("path", ["practice/", *SOME])
def test_nothing_is_wider_than_a_narrow_screen(path: str, open_page: OpenPage) -> None:
    page = open_page(path, before=narrowed)
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator("rl-exercise:not([data-state])")).to_have_count(0)
    overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(overflow) == 0
