"""What a submission does to its Python does not reach the next one, on the page either."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.browser.content import ADAPT, page_of
from tests.browser.learner import Code, Exercise
from tests.browser.watching import Tab
from tests.faults.poison import POISON, TABLE, WITNESS, WRONG
from tests.faults.row import SOLUTION

BREAKDOWN = ("Pyodide", "fatal error", "RuntimeError", "unreachable")
ROUNDS = 30
WORKERS = 3  # Python, its spare, and the one that unpacks for both


def exercise_on(page: Page) -> Exercise:
    exercise = Exercise(page, ADAPT.id)
    exercise.limit(60)
    return exercise


def test_poison_reaches_no_other_submission(visit: Visit, tab: Tab) -> None:
    tab.watch.expect(*BREAKDOWN)
    exercise = exercise_on(visit(page_of(ADAPT.id), alone=ADAPT.id))
    (witness,) = exercise.submit(WITNESS)
    assert witness["verdict"] == "pass"

    for name, text in POISON.items():
        poisoned, right, wrong = exercise.submit(text + SOLUTION, WITNESS, WRONG)

        assert poisoned["verdict"] != "internal_error", name
        assert (right["verdict"], right["stdout"]) == ("pass", witness["stdout"]), name
        assert wrong["verdict"] == "fail", name


def test_poison_in_run_reaches_no_other_submission(visit: Visit) -> None:
    code = Code(visit(page_of(ADAPT.id), alone=ADAPT.id), ADAPT.id)
    (before,) = code.submit(WITNESS)
    code.write(SOLUTION)
    for name in ("functions of modules that are not watched", "folder, paths, environment"):
        code.try_out(f"{POISON[name]}\nprint('done')\n")
        expect(code.root.locator(".wb-scratch")).to_contain_text("done")

    (after,) = code.submit(WITNESS)
    assert (after["verdict"], after["stdout"]) == ("pass", before["stdout"])


def test_memory_that_a_submission_holds_is_there_for_the_next(visit: Visit) -> None:
    page = visit(page_of(ADAPT.id), alone=ADAPT.id)
    reports = exercise_on(page).submit(*[TABLE] * ROUNDS)

    assert {report["verdict"] for report in reports} == {"pass"}
    ours = [worker for worker in page.workers if worker.url.startswith("blob:")]
    assert len(ours) == WORKERS
