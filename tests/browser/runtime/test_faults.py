"""Every row of the fault table, through the page: one Report, a page that answers meanwhile, and
a next submission that is graded."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from playwright.sync_api import Page, Route

from grader.report import VERDICTS, timeout_feedbacks, timeout_report
from tests.browser.conftest import Visit
from tests.browser.content import ADAPT, page_of
from tests.browser.learner import Exercise
from tests.browser.watching import Tab
from tests.faults.imports import IMPORTS
from tests.faults.programs import examples
from tests.faults.row import SECONDS, SOLUTION, Fault
from tests.faults.table import DEEP_RECURSION, ENDING, LATE, QUICK, TOO_DEEP
from tests.shares import share
from tools.grading.traces import with_known
from tools.grading.worker import GraderProcess

BREAKDOWN = ("Pyodide", "fatal error", "RuntimeError", "RangeError", "Exit", "unreachable")
MOST = 60  # of the rows that end soon, of which the native tests try all
# What a browser's Python may do otherwise than the native one is tried in every run.
ALWAYS = {"indices of all kinds", "names that the grader uses", *IMPORTS}
AMPLE = 60.0  # a limit in seconds that no row reaches but those that never end
HANG_SECONDS = 60.0  # beyond the limit; then something hangs
# Submits each text and then the solution, and notes when each began and ended.
SUBMIT = """(element, [texts, solution, seconds]) => {
    const guarded = (text) => Promise.race([
        element.submit(text),
        new Promise((_, reject) => setTimeout(() => reject(new Error("it hangs")), 1000 * seconds)),
    ]);
    const rows = (window.rows = []);
    (async () => {
        for (const text of texts) {
            const began = performance.now();
            const report = await guarded(text);
            const ended = performance.now();
            rows.push({ began, ended, report, next: (await guarded(solution)).verdict });
        }
    })().catch((error) => rows.push({ error: String(error) }));
}"""
OVER = "(count) => rows.length === count || rows.some((row) => row.error)"
# often enough for whatever takes longer than SECONDS, and seldom enough to leave it the processor
PRESS_EVERY_SECONDS = SECONDS / 8
PROBE = """() => {
    window.clicks = [];
    const button = document.createElement("button");
    button.id = "probe";
    button.textContent = "Does the page answer?";
    button.style.cssText = "position: fixed; top: 0; left: 0; z-index: 1000";
    button.addEventListener("click", () => window.clicks.push(performance.now()));
    document.body.append(button);
}"""


def with_limit(page: Page, seconds: float) -> None:
    """Give the exercise another time limit, as its bundle would have it."""
    exercise = replace(ADAPT.exercise, seconds=seconds)

    def answer(route: Route) -> None:
        bundle = route.fetch().json()
        bundle["exercise"]["seconds"] = seconds
        bundle["timeout"] = timeout_report(exercise).data()
        bundle["timeout_at"] = timeout_feedbacks(exercise)
        route.fulfill(json=bundle)

    page.route(f"**/exercises/{ADAPT.id}.json", answer)


def submitted(page: Page, texts: list[str], seconds: float) -> list[dict[str, Any]]:
    """Reports on texts, while a button of the page is pressed again and again."""
    page.evaluate(PROBE)
    Exercise(page, ADAPT.id).root.evaluate(SUBMIT, [texts, SOLUTION, seconds + HANG_SECONDS])
    probe = page.locator("#probe")
    while not page.evaluate(OVER, len(texts)):
        probe.click()
        time.sleep(PRESS_EVERY_SECONDS)
    probe.evaluate("probe => probe.remove()")
    rows: list[dict[str, Any]] = page.evaluate("window.rows")
    assert not [row["error"] for row in rows if "error" in row], texts[len(rows) - 1]
    return rows


def differences(faults: Mapping[str, Fault], rows: list[dict[str, Any]]) -> list[str]:
    """Rows whose Report differs from the table, or after which the solution did not pass."""
    found = {
        name: Fault(fault.text, *(row["report"][key] for key in ("verdict", "feedback", "line")))
        for (name, fault), row in zip(faults.items(), rows, strict=True)
    }
    wrong = [
        f"{name}: found {found[name].verdict}, line {found[name].line}, {found[name].feedback!r}, "
        f"expected {fault.verdict}, line {fault.line}, {fault.feedback!r}"
        for name, fault in faults.items()
        if found[name] != fault
    ]
    failing = [
        f"after {name} the solution gets {row['next']}"
        for name, row in zip(faults, rows, strict=True)
        if row["next"] != "pass"
    ]
    return wrong + failing


def some(faults: Mapping[str, Fault]) -> dict[str, Fault]:
    """This run's share of the rows, and some in every run; natively every run tries all."""
    chosen = {*share(faults, MOST), *ALWAYS}
    return {name: fault for name, fault in faults.items() if name in chosen}


@pytest.mark.parametrize(
    ("faults", "seconds"),
    [(some({**QUICK, **DEEP_RECURSION}), AMPLE), (LATE, SECONDS), ({**ENDING, **TOO_DEEP}, AMPLE)],
    ids=["quick", "late", "ending"],
)
def test_faults(faults: dict[str, Fault], seconds: float, visit: Visit, tab: Tab) -> None:
    tab.watch.expect(*BREAKDOWN)
    with_limit(tab.page, seconds)
    page = visit(page_of(ADAPT.id), alone=ADAPT.id)

    rows = submitted(page, [fault.text for fault in faults.values()], seconds)

    assert differences(faults, rows) == []
    # whatever takes a while leaves the page at the learner's disposal
    clicks: list[float] = page.evaluate("window.clicks")
    deaf = [
        name
        for name, row in zip(faults, rows, strict=True)
        if row["ended"] - row["began"] > 1000 * SECONDS
        and not any(row["began"] < click < row["ended"] for click in clicks)
    ]
    assert deaf == []


def test_any_program_gets_a_verdict(visit: Visit, tab: Tab, native: GraderProcess) -> None:
    tab.watch.expect(*BREAKDOWN)
    with_limit(tab.page, SECONDS)
    page = visit(page_of(ADAPT.id), alone=ADAPT.id)
    texts = examples(25)

    rows = submitted(page, texts, SECONDS)

    exercise = replace(with_known(ADAPT, native), seconds=SECONDS)
    for text, row in zip(texts, rows, strict=True):
        report, expected = row["report"], native.grade(exercise, text)
        assert report["verdict"] in VERDICTS
        assert report["verdict"] != "internal_error", text
        for key in ("verdict", "feedback", "line"):
            assert report[key] == expected[key], text
        assert row["next"] == "pass", text
