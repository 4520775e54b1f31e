"""A figure that trains has a result at once, trains on, and gives way to an exercise."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.content import ADAPT
from tests.browser.figure.shown_figure import ADDRESSES, LIVE, Shown, nothing_is_in_the_way
from tests.browser.keys import tab_to
from tests.browser.learner import Code
from tests.browser.stuck import MORE_MS, hand_on_nothing
from tests.browser.watching import CLOCK_MOVED, Watch
from tests.shares import share

SMALL_DEVICE = "Object.defineProperty(Navigator.prototype, 'deviceMemory', { get: () => 2 });"


@pytest.mark.parametrize("name", share(LIVE, 1))
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
    nothing_is_in_the_way(page)


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
    on_the_way = re.compile(r"after (?!3,000)[\d,]+ iterations")
    expect(figure.element.locator(".wb-say")).to_contain_text(on_the_way, timeout=60_000)
    code.check()
    code.has("pass")
    expect(figure.element.locator(".wb-note")).to_contain_text("an exercise needs Python now")
    expect(figure.element.get_by_role("button", name="Train")).to_be_visible()


def test_training_that_cannot_start_says_so_and_can_be_tried_again(
    open_page: OpenPage, watch: Watch
) -> None:
    watch.expect(CLOCK_MOVED)
    page = open_page(ADDRESSES["train-maml"], before=lambda page: page.clock.install())
    figure, code = Shown(page, "train-maml"), Code(page, ADAPT.id)
    code.write(ADAPT.solution)
    code.check()
    code.has("pass")
    hand_on_nothing(page)
    train, note = (
        figure.element.get_by_role("button", name="Train"),
        figure.element.locator(".wb-note"),
    )
    train.click()
    expect(note).to_contain_text("Python is starting")
    page.clock.fast_forward(MORE_MS)
    expect(note).to_contain_text("Press Train to try again")
    train.click()
    on_the_way = re.compile(r"after (?!3,000)[\d,]+ iterations")
    expect(figure.element.locator(".wb-say")).to_contain_text(on_the_way, timeout=60_000)
    code.check()
    code.has("pass")
