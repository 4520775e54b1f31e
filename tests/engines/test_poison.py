"""Each submission gets an unused Python in every engine, and the memory that one should have."""

from __future__ import annotations

from typing import Any

from tests.browser.content import ADAPT, page_of
from tests.browser.serving import StaticHost
from tests.engines.driver import Driver
from tests.engines.learner import AMPLE, Exercise
from tests.faults.poison import POISON, TABLE, WITNESS, WRONG
from tests.faults.row import SOLUTION

CHECKS = 300  # with 20 MB each, which is far more than Python may have in all
BATCH = 20
SUBMIT = """(id, texts) => {
    const element = document.querySelector(`rl-exercise[data-id="${id}"]`);
    window.reports = [];
    (async () => {
        for (const text of texts) {
            const { verdict, stdout } = await element.submit(text);
            window.reports.push([verdict, stdout]);
        }
    })();
}"""
ALL = "() => window.reports.length === {count}"


def graded(driver: Driver, texts: list[str]) -> list[tuple[str, str]]:
    """Verdict and output of submissions, one after the other."""
    driver.evaluate(SUBMIT, ADAPT.id, texts)
    driver.until(ALL.format(count=len(texts)))
    reports: list[Any] = driver.evaluate("() => window.reports")
    return [(verdict, printed) for verdict, printed in reports]


def test_poison_reaches_no_other_submission(driver: Driver, host: StaticHost) -> None:
    driver.goto(f"{host.url}{page_of(ADAPT.id)}")
    Exercise(driver, ADAPT).limit(AMPLE)
    (witness,) = graded(driver, [WITNESS])
    assert witness[0] == "pass"

    for name, text in POISON.items():
        poisoned, right, wrong = graded(driver, [text + SOLUTION, WITNESS, WRONG])

        assert poisoned[0] != "internal_error", name
        assert (right, wrong[0]) == (witness, "fail"), name


def test_three_hundred_checks_find_the_same_memory(driver: Driver, host: StaticHost) -> None:
    driver.goto(f"{host.url}{page_of(ADAPT.id)}")
    Exercise(driver, ADAPT).limit(AMPLE)

    reports = [report for _ in range(CHECKS // BATCH) for report in graded(driver, [TABLE] * BATCH)]

    assert {verdict for verdict, _ in reports} == {"pass"}
