"""Each figure answers to the keyboard alone, and draws what the build has drawn."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.keys import tab_to
from tests.browser.site.test_access import findings
from tests.browser.watching import Watch
from tools.common.paths import ROOT
from tools.course.embeds import embeds
from tools.course.ids import page_ids
from tools.figures import bundles
from tools.figures.figure import names

FIGURES = names(ROOT)
NUMBER = re.compile(r"\d+(\.\d+)?")


@cache
def address_of(name: str) -> str:
    """The first page that shows a figure."""
    return next(
        f"{page}/".removesuffix("index/")
        for page in page_ids(ROOT)
        for _, shown in embeds((ROOT / "docs" / f"{page}.md").read_text().splitlines(), "figure")
        if shown == name
    )


@cache
def bundle_of(name: str) -> dict[str, Any]:
    """All states of a figure."""
    contents, broken = bundles.contents_of(ROOT, [name])
    assert not broken
    bundle: dict[str, Any] = json.loads(contents[name])
    return bundle


def drawn_at_build(name: str, state: int) -> dict[str, str]:
    """The HTML that the build would put into the page for a state."""
    content = json.dumps({**bundle_of(name), "start": state}).encode()
    return bundles.drawn({name: content})[name]


def normalised(page: Page, html: str) -> str:
    """HTML as this browser writes it, with pixels to a tenth."""
    text = page.evaluate(
        """(html) => {
            const box = document.createElement("div");
            box.innerHTML = html;
            for (const element of box.querySelectorAll("*")) {
                const sorted = [...element.attributes].sort((a, b) => (a.name < b.name ? -1 : 1));
                for (const { name } of sorted) element.removeAttribute(name);
                for (const { name, value } of sorted) element.setAttribute(name, value);
            }
            return box.innerHTML;
        }""",
        html,
    )
    return NUMBER.sub(lambda number: f"{round(float(number[0]), 1):g}", text)


class Shown:
    """A figure in a page."""

    def __init__(self, page: Page, name: str) -> None:
        self.page, self.name = page, name
        self.element = page.locator(f'wb-figure[data-name="{name}"]')
        self.controls = self.element.locator("[data-control]")

    def is_at(self, state: int) -> None:
        """Expect a state's drawing, sentence and table, as the build would have them."""
        expect(self.element).to_have_attribute("data-state", str(state))
        expect(self.element.locator(".wb-say")).to_have_text(
            bundle_of(self.name)["states"][state][0]
        )
        there = drawn_at_build(self.name, state)
        for part, selector in (("drawing", ".wb-shown"), ("table", ".wb-table")):
            html = self.element.locator(selector).inner_html()
            assert normalised(self.page, html) == normalised(self.page, there[part])

    def is_compared(self) -> None:
        """Expect the reader's wrong answer beside what the figure shows."""
        asked = bundle_of(self.name)["prediction"]
        compared = self.element.locator(".wb-compared")
        expect(compared).to_contain_text(f"You predicted: {asked['choices'][asked['right'] - 1]}")
        expect(compared).to_contain_text(f"shows: {asked['choices'][asked['right']]}")
        expect(compared).to_contain_text(asked["after"])

    def is_read_out(self, state: int) -> None:
        """Expect a screen reader to be given a state's sentence."""
        voice = self.page.locator("[data-wb-voice]")
        expect(voice).to_have_text(bundle_of(self.name)["states"][state][0])


def answer_wrongly(figure: Shown) -> None:
    """Answer a figure's question with keys; nobody says that it was wrong, only what is shown."""
    asked = bundle_of(figure.name)["prediction"]
    expect(figure.element.locator(".wb-drawing:visible")).to_have_count(0)
    expect(figure.controls.first).to_be_hidden()
    tab_to(figure.element.get_by_role("button", name=asked["choices"][asked["right"] - 1]))
    figure.page.keyboard.press("Enter")
    figure.is_compared()
    figure.is_at(number_of(bundle_of(figure.name), asked["shows"]))


def number_of(bundle: dict[str, Any], positions: list[int]) -> int:
    """The state in which the controls are at some positions."""
    number = 0
    for control, position in zip(bundle["controls"], positions, strict=True):
        number = number * len(control["texts"]) + position
    return number


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


@pytest.mark.parametrize("name", FIGURES)
def test_keys_alone_lead_through_a_figure(name: str, open_page: OpenPage) -> None:
    page = open_page(address_of(name))
    figure, bundle = Shown(page, name), bundle_of(name)
    last = len(bundle["states"]) - 1
    if bundle["prediction"]:
        answer_wrongly(figure)
        tab_to(figure.element.get_by_role("button", name="Reset"))
        page.keyboard.press("Enter")
    expect(figure.element.locator(".wb-drawing:visible").first).to_be_attached()
    for index, control in enumerate(bundle["controls"]):
        move_to_last(page, figure.controls.nth(index), control)
    figure.is_at(last)
    figure.is_read_out(last)
    assert findings(page, f'wb-figure[data-name="{name}"]') == {}

    # the address leads there, and Reset back
    address = page.url
    page.goto("about:blank")
    page.goto(address)
    figure.is_at(last)
    if bundle["prediction"]:
        figure.is_compared()
    tab_to(figure.element.get_by_role("button", name="Reset"))
    page.keyboard.press("Enter")
    figure.is_at(bundle["start"])
    page.evaluate("address => { location.href = address }", address)
    figure.is_at(last)


@pytest.mark.parametrize("link", ["angle=99", "angel=1", "angle=x", "angle=-1"])
def test_a_link_to_no_state_is_told(link: str, open_page: OpenPage) -> None:
    page = open_page(f"{address_of('conflict')}#conflict:{link}")
    figure = Shown(page, "conflict")
    expect(figure.element.locator(".wb-note")).to_contain_text("does not have")
    expect(figure.element.locator(".wb-drawing").first).to_be_attached()


def test_a_state_that_cannot_be_fetched_leaves_the_picture(
    open_page: OpenPage, watch: Watch
) -> None:
    watch.expect("conflict.json")

    def prepare(page: Page) -> None:
        page.route("**/figures/conflict.json", lambda route: route.abort(), times=1)

    page = open_page(address_of("conflict"), before=prepare)
    figure = Shown(page, "conflict")
    figure.element.get_by_role("button", name="Show it anyway").click()
    slider = figure.element.locator("[type=range]").first
    slider.press("End")
    expect(figure.element.locator(".wb-note")).to_contain_text("move the control again")
    expect(figure.element.locator(".wb-drawing").first).to_be_attached()
    slider.press("Home")
    expect(figure.element.locator(".wb-note")).to_be_hidden()
    expect(figure.element).to_have_attribute("data-state", re.compile("."))


@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_is_there_without_script_and_on_paper(name: str, open_page: OpenPage) -> None:
    page = open_page(address_of(name), java_script_enabled=False)
    figure, bundle = Shown(page, name), bundle_of(name)
    axis = bundle["panels"][bundle["states"][bundle["start"]][2]]["x"]["label"]
    expect(figure.element.locator(".wb-drawing:visible text", has_text=axis)).to_have_count(1)
    expect(figure.element.locator(".wb-controls")).to_be_hidden()
    if bundle["prediction"]:
        expect(figure.element).to_contain_text(bundle["prediction"]["question"])
    page.emulate_media(media="print")
    expect(figure.element.locator(".wb-drawing:visible text", has_text=axis)).to_have_count(1)
    expect(figure.element.locator(".wb-printed")).to_be_visible()
    expect(figure.element.locator("figcaption")).to_be_hidden()
    expect(figure.element.get_by_role("table")).to_be_visible()
