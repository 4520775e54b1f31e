"""The code of every exercise fits the page, and fields and buttons fit a finger."""

from __future__ import annotations

import pytest

from tests.browser.conftest import OpenPage
from tests.browser.content import ADAPT, FRAMING, page_of
from tests.browser.learner import Classify, Code
from tests.browser.watching import hold_python
from tests.whole_course import COURSE

# Measures the prompt's code and the starter of every exercise on the pages, in the place of those
# of one exercise: to open every page would take minutes.
TOO_WIDE = """async ([root, urls]) => {
    const here = document.querySelector(root);
    const places = { ".wb-prompt pre": ".wb-prompt", ".wb-starter": ".wb-starter" };
    const textarea = here.querySelector("textarea");
    const [wide, seen] = [[], new Set()];
    for (const url of urls) {
        const page = new DOMParser().parseFromString(await (await fetch(url)).text(), "text/html");
        for (const [selector, place] of Object.entries(places)) {
            for (const code of page.querySelectorAll(`rl-exercise[data-kind=code] ${selector}`)) {
                const { id } = code.closest("rl-exercise").dataset;
                if (selector === ".wb-starter") seen.add(id);
                const shown = document.importNode(code, true);
                shown.hidden = false;
                const box = shown.querySelector("code");
                here.querySelector(place).append(shown);
                here.querySelector(".wb-starter").hidden = false;
                textarea.value = box.textContent;
                for (const one of [box, textarea]) {
                    const { clientWidth, scrollWidth } = one;
                    if (scrollWidth > clientWidth || !clientWidth) {
                        wide.push([id, selector, one.tagName, scrollWidth, clientWidth]);
                    }
                }
                shown.remove();
            }
        }
    }
    return [wide, seen.size];
}"""
FIELDS = """input:is(:not([type]), [type=text], [type=search], [type=number]), textarea, select"""
SMALL = """all => all.filter((one) => parseFloat(getComputedStyle(one).fontSize) < 16)
    .map((one) => one.outerHTML)"""
LOW = """(all, least) => all.filter((one) => one.getClientRects().length)
    .filter((one) => [...one.getClientRects()].some(({ height }) => height < least))
    .map((one) => one.outerHTML)"""
PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
DESK = {"viewport": {"width": 1280, "height": 800}}


@pytest.mark.parametrize("window", [PHONE, DESK], ids=["phone", "desk"])
def test_no_code_of_a_prompt_or_starter_is_cut_off(
    window: dict[str, object], open_page: OpenPage
) -> None:
    page = open_page(page_of(ADAPT.id), **window)
    code = Code(page, ADAPT.id)
    address = page.url.removesuffix(page_of(ADAPT.id))
    urls = sorted({f"{address}{page_of(name)}" for name in COURSE.code})
    root = f'rl-exercise[data-id="{ADAPT.id}"]'
    code.is_in("ready")
    wide, count = page.evaluate(TOO_WIDE, [root, urls])
    assert count == len(COURSE.code)
    assert wide == []


def test_fields_and_buttons_fit_a_finger(open_page: OpenPage) -> None:
    page = open_page("practice/", before=hold_python, **PHONE)
    exercise = Classify(page, FRAMING.id)
    assert page.locator(FIELDS).evaluate_all(SMALL) == []
    assert exercise.root.locator(".wb-button, .wb-choice label").evaluate_all(LOW, 40) == []
    assert exercise.root.locator(".wb-phrase").evaluate_all(LOW, 24) == []
    code = Code(open_page(page_of(ADAPT.id), before=hold_python, **PHONE), ADAPT.id)
    code.write("x = 1")
    code.page.keyboard.press("ControlOrMeta+f")
    assert code.editor.locator(".cm-search").locator(FIELDS).count()
    assert code.page.locator(FIELDS).evaluate_all(SMALL) == []
