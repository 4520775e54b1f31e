"""Each figure answers to keys alone, can be read in every way, and draws what the build drew."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect
from pypdf import PdfReader

from tests.browser.conftest import OpenPage
from tests.browser.figure.shown_figure import (
    ADDRESSES,
    FIGURES,
    STORED,
    Shown,
    bundle_of,
    nothing_is_in_the_way,
    number_of,
    some_states,
)
from tests.browser.keys import tab_to
from tests.browser.watching import Watch, hold_python
from tests.shares import share

PAGES = 3  # whose figures one run goes through, each of which takes seconds


def answer_wrongly(figure: Shown) -> None:
    """Answer a figure's question with keys; nobody says that it was wrong, only what is shown."""
    asked = bundle_of(figure.name)["prediction"]
    expect(figure.element.locator(".wb-drawing:visible")).to_have_count(0)
    expect(figure.controls.first).to_be_hidden()
    tab_to(figure.element.get_by_role("button", name=asked["choices"][asked["right"] - 1]))
    figure.page.keyboard.press("Enter")
    figure.is_compared()
    figure.is_at(number_of(bundle_of(figure.name), asked["shows"]))


def move_to_last(page: Page, box: Locator, control: dict[str, Any]) -> None:
    """Bring a control to its last position with keys."""
    steps = len(control["texts"]) - 1 - control["start"]
    if control["kind"] == "step":
        tab_to(box.locator("[data-move='1']"))
        for _ in range(steps):
            page.keyboard.press("Enter")
    elif control["kind"] == "number":
        tab_to(box.locator("input"))
        page.keyboard.press("End")
        expect(box.locator("input")).to_have_attribute("aria-valuetext", control["texts"][-1])
        expect(box.locator("output")).to_have_text(control["texts"][-1])
    else:
        tab_to(box.locator("input:checked"))
        for _ in range(steps):
            page.keyboard.press("ArrowRight")
        expect(box.locator("input").last).to_be_checked()


@pytest.mark.parametrize("address", share(sorted({ADDRESSES[name] for name in STORED}), PAGES))
def test_keys_alone_lead_through_the_figures_of_a_page(address: str, open_page: OpenPage) -> None:
    page = open_page(address, before=hold_python)
    page.emulate_media(reduced_motion="reduce")
    for name in STORED:
        if ADDRESSES[name] == address:
            keys_lead_through(Shown(page, name))
    nothing_is_in_the_way(page)


def keys_lead_through(figure: Shown) -> None:
    """Answer, move all controls, leave and come back, and go back to the start."""
    page, bundle = figure.page, bundle_of(figure.name)
    last = len(bundle["states"]) - 1
    figure.is_come_to()
    if bundle["prediction"]:
        answer_wrongly(figure)
        figure.is_come_to()
        tab_to(figure.element.get_by_role("button", name="Reset"))
        page.keyboard.press("Enter")
        figure.is_come_to()
    expect(figure.element.locator(".wb-drawing:visible").first).to_be_attached()
    for index, control in enumerate(bundle["controls"]):
        move_to_last(page, figure.controls.nth(index), control)
    figure.is_at(last)
    figure.is_read_out(last)
    assert page.evaluate("document.getAnimations().length") == 0

    # the address leads there, and Reset back
    address = page.url
    figure.is_come_to()
    tab_to(figure.element.get_by_role("button", name="Reset"))
    page.keyboard.press("Enter")
    figure.is_at(bundle["start"])
    page.evaluate("address => { location.href = address }", address)
    figure.is_at(last)
    if bundle["prediction"]:
        figure.is_compared()
    figure.can_be_read(some_states(figure.name))


def test_an_address_leads_to_its_state_when_the_page_is_opened(open_page: OpenPage) -> None:
    page = open_page(ADDRESSES["conflict"], before=hold_python)
    figure, last = Shown(page, "conflict"), len(bundle_of("conflict")["states"]) - 1
    figure.is_come_to()
    answer_wrongly(figure)
    figure.is_come_to()
    for index, control in enumerate(bundle_of("conflict")["controls"]):
        move_to_last(page, figure.controls.nth(index), control)
    figure.is_at(last)
    page.reload()
    figure.is_at(last)
    figure.is_compared()


def test_a_link_to_no_state_is_told(open_page: OpenPage) -> None:
    page = open_page(f"{ADDRESSES['conflict']}#conflict:angle=99", before=hold_python)
    figure = Shown(page, "conflict")
    expect(figure.element.locator(".wb-note")).to_contain_text("does not have")
    expect(figure.element.locator(".wb-drawing").first).to_be_attached()
    for link in ("angel=1", "angle=x", "angle=-1"):
        page.evaluate("location.hash = 'conflict:angle=1'")
        expect(figure.element.locator(".wb-note")).to_be_hidden()
        page.evaluate("link => { location.hash = link }", f"conflict:{link}")
        expect(figure.element.locator(".wb-note")).to_contain_text("does not have")


def test_a_state_that_cannot_be_fetched_leaves_the_picture(
    open_page: OpenPage, watch: Watch
) -> None:
    watch.expect("conflict.json")

    states = "**/figures/conflict.json"

    def prepare(page: Page) -> None:
        hold_python(page)
        page.route(states, lambda route: route.abort())

    page = open_page(ADDRESSES["conflict"], before=prepare)
    figure = Shown(page, "conflict")
    figure.element.get_by_role("button", name="Show it anyway").click()
    slider = figure.element.locator("[type=range]").first
    slider.press("End")
    expect(figure.element.locator(".wb-note")).to_contain_text("move the control again")
    expect(figure.element.locator(".wb-drawing").first).to_be_attached()
    page.unroute(states)
    slider.press("Home")
    expect(figure.element.locator(".wb-note")).to_be_hidden()
    expect(figure.element).to_have_attribute("data-state", re.compile("."))


@pytest.mark.parametrize("address", share(sorted({ADDRESSES[name] for name in FIGURES}), PAGES))
def test_figures_are_there_without_script_and_on_paper(address: str, open_page: OpenPage) -> None:
    page = open_page(address, java_script_enabled=False)
    here = [name for name in FIGURES if ADDRESSES[name] == address]
    for name in here:
        figure, bundle = Shown(page, name), bundle_of(name)
        axis = figure.element.locator(".wb-drawing:visible text", has_text=axis_of(bundle))
        expect(axis).not_to_have_count(0)
        expect(figure.element.locator(".wb-controls")).to_be_hidden()
        if bundle["prediction"]:
            expect(figure.element).to_contain_text(bundle["prediction"]["question"])
    fits_a_phone(page, here)
    page.emulate_media(media="print")
    for name in here:
        figure = Shown(page, name)
        expect(figure.element.locator(".wb-printed")).to_be_visible()
        expect(figure.element.locator("figcaption")).to_be_hidden()
        expect(figure.element.get_by_role("table")).to_be_visible()
    paper = PdfReader(BytesIO(page.pdf(format="A4"))).pages
    # the font has one glyph for two apostrophes, and a PDF names either
    read = [part.extract_text().replace("\u02bc", "\u2019") for part in paper]
    for name in here:
        is_printed_whole(bundle_of(name), ["".join(text.split()) for text in read])


def fits_a_phone(page: Page, names: list[str]) -> None:
    """Expect that nothing runs out of a narrow screen, and that figures can be read on it."""
    wide = page.viewport_size
    page.set_viewport_size({"width": 360, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    for name in names:
        Shown(page, name).is_legible()
    assert wide
    page.set_viewport_size(wide)


def is_printed_whole(bundle: dict[str, Any], pages: list[str]) -> None:
    """Expect axis and sentence on one page, and what a figure shows on the last one."""
    sentence = bundle["states"][bundle["start"]][0]
    picture = ["".join(words.split()) for words in (axis_of(bundle), sentence)]
    assert any(all(words in text for words in picture) for text in pages)
    if asked := bundle["prediction"]:
        assert "".join(asked["after"].split()) in "".join(pages)


def axis_of(bundle: dict[str, Any]) -> str:
    """What the x axis of a figure's first state is called."""
    panel = bundle["states"][bundle["start"]][2]
    return str(bundle["panels"][panel]["x"]["label"])
