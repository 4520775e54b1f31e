"""The practice page, a code exercise and Stop, in every engine, by mouse and keyboard."""

from __future__ import annotations

import pytest

from tests.browser.content import ADAPT, FRAMING, RECALL, all_right, all_wrong, page_of
from tests.browser.serving import StaticHost
from tests.engines.driver import Driver
from tests.engines.learner import RIGHT, WRONG, Exercise

ENDLESS = "while True: pass"
STOP = """async (selector) => {
    const exercise = document.querySelector(selector);
    while (exercise.dataset.state !== "checking") await new Promise(requestAnimationFrame);
    exercise.querySelector(".wb-stop").click();
}"""


DRAWN = """(name, sentence) => {
    const figure = document.querySelector(`wb-figure[data-name="${name}"]`);
    return figure.dataset.state && figure.querySelector(".wb-say").textContent !== sentence
        && figure.querySelectorAll(".wb-shown svg").length > 0;
}"""
SAID = """(name) => document.querySelector(`wb-figure[data-name="${name}"] .wb-say`).textContent"""
READY = """(name) => Boolean(
    document.querySelector(`wb-figure[data-name="${name}"] .wb-controls:not([hidden])`))"""


def open_code(driver: Driver, host: StaticHost) -> Exercise:
    """The code exercise on its page."""
    driver.goto(f"{host.url}{page_of(ADAPT.id)}")
    return Exercise(driver, ADAPT)


def test_scenarios_fail_and_pass_and_the_pass_survives_a_reload(
    driver: Driver, host: StaticHost
) -> None:
    driver.goto(f"{host.url}practice/")
    exercise = Exercise(driver, FRAMING)
    exercise.answer(all_wrong(FRAMING))
    exercise.gets("fail")
    exercise.answer(all_right(FRAMING))
    exercise.gets("pass")
    driver.goto(f"{host.url}practice/")
    solved = f"{exercise.root} .wb-solved:not([hidden])"
    driver.until("(selector) => Boolean(document.querySelector(selector))", solved)


def test_cards_pass_once_all_are_rated(driver: Driver, host: StaticHost) -> None:
    driver.goto(f"{host.url}practice/")
    exercise = Exercise(driver, RECALL)
    for card in RECALL.meta.card:
        box = f'[data-card="{card.id}"]'
        exercise.click(f"{box} > .wb-button")
        exercise.click(f'{box} [data-rating="good"]')
    exercise.has("pass")


def test_code_fails_with_the_reason_then_passes(driver: Driver, host: StaticHost) -> None:
    exercise = open_code(driver, host)
    exercise.write(WRONG)
    exercise.gets("fail")
    assert "expected" in exercise.report
    exercise.write(RIGHT)
    exercise.gets("pass")


def test_stop_ends_endless_code_keeps_the_text_and_the_next_submission_passes(
    driver: Driver, host: StaticHost
) -> None:
    exercise = open_code(driver, host)
    exercise.write(ENDLESS)
    exercise.check()
    # from within the page: a slow way there would come after the time limit
    driver.evaluate(STOP, exercise.root)
    exercise.is_in("ready")
    exercise.write(RIGHT)
    exercise.gets("pass")


@pytest.mark.parametrize(
    ("page", "name", "control"),
    [
        ("concepts/gradient-surgery/", "conflict", "[data-control=rule] label:last-of-type input"),
        ("concepts/pearl/", "product", "[data-control=seen] [data-move='1']"),
    ],
)
def test_a_figure_shows_what_is_chosen(
    driver: Driver, host: StaticHost, page: str, name: str, control: str
) -> None:
    driver.goto(f"{host.url}{page}")
    figure = f'wb-figure[data-name="{name}"]'
    driver.until(READY, name)
    if name == "conflict":  # it asks first
        driver.click(f"{figure} .wb-choices .wb-quiet")
    said = driver.evaluate(SAID, name)
    driver.click(f"{figure} {control}")
    driver.until(DRAWN, name, said)
