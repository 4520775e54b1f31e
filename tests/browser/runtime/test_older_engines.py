"""An engine that cannot suspend WebAssembly, as WebKit's cannot, gives the same Reports."""

from __future__ import annotations

from playwright.sync_api import Page, Route

from tests.browser.conftest import OpenPage
from tests.browser.content import ADAPT, page_of
from tests.browser.learner import Exercise
from tests.browser.watching import Watch
from tests.faults.row import SOLUTION, Fault, passes
from tests.faults.table import ACCEPTED, DEEP_RECURSION, RECURSION

ROWS = {
    "solution": passes(SOLUTION),
    **{
        name: {**ACCEPTED, **DEEP_RECURSION, **RECURSION}[name]
        for name in (
            "recursion through max",
            "memoised recursion",
            "chain of 100,000 objects",
            "endless recursion in __add__",
            "endless recursion",
        )
    },
}
WITHOUT = "delete WebAssembly.Suspending; delete WebAssembly.promising;\n"


def make_older(page: Page) -> None:
    def answer(route: Route) -> None:
        response = route.fetch()
        route.fulfill(response=response, body=WITHOUT + response.text())

    page.route("**/runtime/sandbox/worker.js", answer)


def test_an_engine_that_cannot_suspend_grades_all_the_same(
    open_page: OpenPage, watch: Watch
) -> None:
    watch.expect("fatal error", "call stack")
    exercise = Exercise(open_page(page_of(ADAPT.id), alone=ADAPT.id, before=make_older), ADAPT.id)

    reports = exercise.submit(*(fault.text for fault in ROWS.values()))

    for (name, fault), report in zip(ROWS.items(), reports, strict=True):
        found = Fault(fault.text, report["verdict"], report["feedback"], report["line"])
        assert found == fault, name
