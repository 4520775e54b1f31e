"""Each figure answers to keys alone, can be read in every way, and draws what the build drew."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect
from pypdf import PdfReader

from tests.browser.conftest import OpenPage
from tests.browser.content import ADAPT
from tests.browser.keys import tab_to
from tests.browser.learner import Code
from tests.browser.site.test_access import SCHEMES, STILL, serious, told
from tests.browser.watching import Watch
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
SMALL_DEVICE = "Object.defineProperty(Navigator.prototype, 'deviceMemory', { get: () => 2 });"
# All states are looked at together, for each look takes a second.
KEEP = """figure => {
    globalThis.kept ??= [];
    const shown = [".wb-stage", ".wb-table"].map((part) => figure.querySelector(part));
    kept.push(...shown.map((part) => part.cloneNode(true)));
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
    asked = [bundle["prediction"]] if bundle["prediction"] else []
    shown = [number_of(bundle, prediction["shows"]) for prediction in asked]
    wanted = {*some_states(name), bundle["start"], *shown}
    contents = {str(at): json.dumps({**bundle, "start": at}).encode() for at in wanted}
    return {int(at): html for at, html in bundles.drawn(contents).items()}


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
        there = drawn_at_build(self.name)[state]
        for part, selector in (("drawing", ".wb-shown"), ("table", ".wb-table")):
            html = self.element.locator(selector).inner_html()
            assert normalised(self.page, html) == normalised(self.page, there[part])

    def can_be_read(self, states: list[int]) -> None:
        """Expect nothing that stands in a reader's way in some states, and all names and words."""
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
            self.element.evaluate(KEEP)
        self.element.evaluate("figure => figure.firstElementChild.append(...globalThis.kept)")
        self.page.evaluate(STILL)
        for scheme, palette in SCHEMES:
            self.page.emulate_media(color_scheme=scheme)
            expect(self.page.locator("body")).to_have_attribute("data-md-color-scheme", palette)
            found = serious(self.page, f'wb-figure[data-name="{self.name}"]')
            assert [told(violation) for violation in found] == []
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


def positions_of(bundle: dict[str, Any], state: int) -> list[int]:
    """The positions of the controls in a state: the last control changes first."""
    positions = []
    for control in reversed(bundle["controls"]):
        state, position = divmod(state, len(control["texts"]))
        positions.append(position)
    return positions[::-1]


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


def hold_python(page: Page) -> None:
    """Let the page wait for its Python: stored figures do without, and its start takes seconds."""
    page.route("**/assets/runtime/**", lambda route: None)


@pytest.mark.parametrize("name", STORED)
def test_keys_alone_lead_through_a_figure(name: str, open_page: OpenPage) -> None:
    page = open_page(ADDRESSES[name], before=hold_python)
    page.emulate_media(reduced_motion="reduce")
    figure, bundle = Shown(page, name), bundle_of(name)
    last = len(bundle["states"]) - 1
    figure.is_come_to()
    if bundle["prediction"]:
        answer_wrongly(figure)
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
    page.goto("about:blank")
    page.goto(address)
    figure.is_at(last)
    if bundle["prediction"]:
        figure.is_compared()
    figure.is_come_to()
    tab_to(figure.element.get_by_role("button", name="Reset"))
    page.keyboard.press("Enter")
    figure.is_at(bundle["start"])
    figure.can_be_read(some_states(name))


@pytest.mark.parametrize("name", LIVE)
def test_a_figure_that_trains_has_a_result_before_anybody_presses_train(
    name: str, open_page: OpenPage
) -> None:
    page = open_page(ADDRESSES[name])
    figure = Shown(page, name)
    first = figure.controls.first.locator("input").first
    tab_to(first)
    page.keyboard.press("Home")
    expect(figure.element.locator(".wb-note")).to_contain_text("Press Train")
    tab_to(figure.element.get_by_role("button", name="Reset"))
    page.keyboard.press("Enter")
    figure.is_at(0)
    figure.can_be_read([0])


def test_training_goes_on_from_result_to_result(open_page: OpenPage) -> None:
    page = open_page(ADDRESSES["train-rl2"])
    figure = Shown(page, "train-rl2")
    expect(figure.element.get_by_role("button", name="Train")).to_be_visible()
    page.evaluate("location.hash = '#train-rl2:pulls=0;seed=1'")
    tab_to(figure.element.get_by_role("button", name="Train"))
    page.keyboard.press("Enter")
    expect(figure.element.locator(".wb-note")).to_have_text("Training has ended.", timeout=60_000)
    words = "With 3 pulls and seed 1, after 600 updates, a trial of the agent is worth 1.6"
    expect(figure.element.locator(".wb-say")).to_contain_text(words)
    expect(page.locator("[data-wb-voice]")).to_contain_text(words)
    expect(figure.element.get_by_role("button", name="Train")).to_be_focused()


def test_on_a_small_device_training_gives_way_to_an_exercise(open_page: OpenPage) -> None:
    def prepare(page: Page) -> None:
        page.add_init_script(SMALL_DEVICE)

    page = open_page(ADDRESSES["train-maml"], before=prepare)
    figure, code = Shown(page, "train-maml"), Code(page, ADAPT.id)
    code.write(ADAPT.solution)
    figure.element.get_by_role("button", name="Train").click()
    expect(figure.element.locator(".wb-say")).to_contain_text("after 150 iter", timeout=60_000)
    code.check()
    code.has("pass")
    expect(figure.element.locator(".wb-note")).to_contain_text("an exercise needs Python now")
    expect(figure.element.get_by_role("button", name="Train")).to_be_visible()


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


@pytest.mark.parametrize("address", sorted({ADDRESSES[name] for name in FIGURES}))
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
    page.emulate_media(media="print")
    for name in here:
        figure = Shown(page, name)
        expect(figure.element.locator(".wb-printed")).to_be_visible()
        expect(figure.element.locator("figcaption")).to_be_hidden()
        expect(figure.element.get_by_role("table")).to_be_visible()
    printed = "".join(part.extract_text() for part in PdfReader(BytesIO(page.pdf())).pages)
    words = "".join(printed.split())
    for name in here:
        assert "".join(axis_of(bundle_of(name)).split()) in words


def axis_of(bundle: dict[str, Any]) -> str:
    """What the x axis of a figure's first state is called."""
    panel = bundle["states"][bundle["start"]][2]
    return str(bundle["panels"][panel]["x"]["label"])
