"""A figure in a page, and what the build has of it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.site.test_access import findings
from tools.common.paths import ROOT
from tools.course.embeds import embeds
from tools.course.ids import page_ids
from tools.figures import bundles
from tools.figures.figure import FOLDER, names


def addresses() -> Iterator[tuple[str, str]]:
    """Each figure that a page shows, with the page's address."""
    for page in page_ids(ROOT):
        lines = (ROOT / "docs" / f"{page}.md").read_text().splitlines()
        for _, name in embeds(lines, "figure"):
            yield name, f"{page}/".removesuffix("index/")


# the contract has every figure on a page
ADDRESSES = dict(addresses())
FIGURES = sorted({*names(ROOT)} & {*ADDRESSES})
LIVE = [name for name in FIGURES if "\ndef train(" in (ROOT / FOLDER / f"{name}.py").read_text()]
STORED = [name for name in FIGURES if name not in LIVE]
# All states of all figures of a page are looked at together, for each look takes seconds.
KEEP = """figure => {
    figure.kept ??= [];
    const shown = [".wb-stage", ".wb-table"].map((part) => figure.querySelector(part));
    figure.kept.push(...shown.map((part) => part.cloneNode(true)));
}"""
SHOW_KEPT = """figures => {
    for (const figure of figures) figure.firstElementChild.append(...(figure.kept ?? []));
}"""
# What is wrong with the words of a figure's drawings: too small, cut off, or upon each other.
FAULTS = """figure => {
    const found = [];
    for (const drawing of figure.querySelectorAll(".wb-drawing")) {
        const edge = drawing.getBoundingClientRect();
        if (!edge.width) continue;
        const scale = edge.width / drawing.viewBox.baseVal.width;
        const words = [...drawing.querySelectorAll("text")].map((text) => ({
            said: text.textContent,
            size: scale * parseFloat(getComputedStyle(text).fontSize),
            box: text.getBoundingClientRect(),
        }));
        words.forEach(({ said, size, box }, index) => {
            if (size < 11) found.push(`${said} is ${size} px high`);
            const beside = box.left < edge.left - 1 || box.right > edge.right + 1;
            const beyond = box.top < edge.top - 1 || box.bottom > edge.bottom + 2;
            if (beside || beyond) found.push(`${said} is cut off`);
            for (const other of words.slice(index + 1)) {
                const right = Math.min(box.right, other.box.right);
                const bottom = Math.min(box.bottom, other.box.bottom);
                const wide = right - Math.max(box.left, other.box.left);
                const high = bottom - Math.max(box.top, other.box.top);
                if (wide > 1 && high > 3) found.push(`${said} lies upon ${other.said}`);
            }
        });
    }
    return found;
}"""
NUMBER = re.compile(r"\d+(\.\d+)?")


@cache
def bundle_of(name: str) -> dict[str, Any]:
    """All states of a figure."""
    contents, broken = bundles.contents_of(ROOT, [name])
    assert not broken
    bundle: dict[str, Any] = json.loads(contents[name])
    return bundle


def some_states(name: str) -> list[int]:
    """The first state, one in the middle and the last one."""
    last = len(bundle_of(name)["states"]) - 1
    return [0, last // 2, last]


@cache
def drawn_at_build(name: str) -> dict[int, dict[str, str]]:
    """The HTML that the build would put into the page for some states."""
    bundle = bundle_of(name)
    predictions = [bundle["prediction"]] if bundle["prediction"] else []
    shown = [number_of(bundle, prediction["shows"]) for prediction in predictions]
    states = {*some_states(name), bundle["start"], *shown}
    contents = {str(at): json.dumps({**bundle, "start": at}).encode() for at in states}
    return {int(at): html for at, html in bundles.drawings_of(contents).items()}


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

    def is_legible(self) -> None:
        """Expect all words of its drawings to be large enough, whole, and free of each other."""
        assert self.element.evaluate(FAULTS) == []

    def is_at(self, state: int) -> None:
        """Expect a state's drawing, sentence and table, as the build would have them."""
        expect(self.element).to_have_attribute("data-state", str(state))
        expect(self.element.locator(".wb-say")).to_have_text(
            bundle_of(self.name)["states"][state][0]
        )
        there = drawn_at_build(self.name)[state]
        for part, selector in (("drawing", ".wb-shown"), ("table", ".wb-table")):
            html = self.element.locator(selector).inner_html()
            assert normalised(self.page, html) == normalised(self.page, there[part])

    def can_be_read(self, states: list[int]) -> None:
        """Expect all names and words in some states, which are put aside to be looked at later."""
        bundle = bundle_of(self.name)
        for state in states:
            if not bundle["live"]:
                positions = ";".join(
                    f"{control['name']}={position}"
                    for control, position in zip(
                        bundle["controls"], positions_of(bundle, state), strict=True
                    )
                )
                self.page.evaluate(f"location.hash = '#{self.name}:{positions}'")
            self.is_at(state)
            self.is_legible()
            self.element.evaluate(KEEP)
        whole = self.element.locator("figure")
        sentence = bundle["states"][states[-1]][0]
        expect(whole).to_have_accessible_name(bundle["title"])
        expect(whole).to_have_accessible_description(f"{bundle['hint']} {sentence}")
        for control, box in zip(bundle["controls"], self.controls.all(), strict=True):
            if control["kind"] == "number":
                expect(box.get_by_role("slider", name=control["label"])).to_be_visible()
            else:
                expect(box).to_have_accessible_name(control["label"])

    def is_come_to(self) -> None:
        """Go on from here with keys; the way from the top of the page is the same for all."""
        self.element.evaluate(
            "figure => { figure.tabIndex = -1; figure.focus(); figure.removeAttribute('tabindex') }"
        )

    def is_compared(self) -> None:
        """Expect the reader's wrong answer beside what the figure shows."""
        prediction = bundle_of(self.name)["prediction"]
        compared = self.element.locator(".wb-compared")
        expect(compared).to_contain_text(
            f"You predicted: {prediction['choices'][prediction['right'] - 1]}"
        )
        expect(compared).to_contain_text(f"shows: {prediction['choices'][prediction['right']]}")
        expect(compared).to_contain_text(prediction["after"])

    def is_read_out(self, state: int) -> None:
        """Expect a screen reader to be given a state's sentence."""
        voice = self.page.locator("[data-wb-voice]")
        expect(voice).to_have_text(bundle_of(self.name)["states"][state][0])


def nothing_is_in_the_way(page: Page) -> None:
    """Expect nothing that stands in a reader's way in any state that was put aside."""
    page.locator("wb-figure").evaluate_all(SHOW_KEPT)
    assert findings(page, "wb-figure") == {}


def number_of(bundle: dict[str, Any], positions: list[int]) -> int:
    """The state in which the controls are at some positions."""
    number = 0
    for control, position in zip(bundle["controls"], positions, strict=True):
        number = number * len(control["texts"]) + position
    return number


def positions_of(bundle: dict[str, Any], state: int) -> list[int]:
    """The positions of the controls in a state: the last control changes first."""
    positions = []
    for control in reversed(bundle["controls"]):
        state, position = divmod(state, len(control["texts"]))
        positions.append(position)
    return positions[::-1]
