"""What strains an engine itself, its stack and its memory, gets the same report in each."""

from __future__ import annotations

from tests.browser.content import ADAPT, page_of
from tests.browser.serving import StaticHost
from tests.engines.driver import Driver
from tests.engines.learner import AMPLE, Exercise
from tests.faults.row import SOLUTION, Fault
from tests.faults.system import OUTSIDE
from tests.faults.table import ACCEPTED, DEEP_RECURSION, MEMORY, RECURSION, TOO_DEEP
from tests.faults.values import TEXTS

NESTED = {name: TEXTS[name] for name in ("brackets in brackets", "blocks in blocks")}
DEEP = {name: fault for name, fault in ACCEPTED.items() if "recursion" in name}
# with stack switching, a loop that waits for its coroutine could wait for ever
LOOPS = {name: OUTSIDE[name] for name in ("asyncio.run", "loop.run_until_complete")}
FAULTS = {**DEEP, **RECURSION, **DEEP_RECURSION, **TOO_DEEP, **MEMORY, **NESTED, **LOOPS}
SUBMIT = """(selector, text) => {
    window.report = null;
    document.querySelector(selector).submit(text).then((report) => (window.report = report));
}"""


def graded(exercise: Exercise, text: str) -> Fault:
    """What the Report on a text says, once it is there."""
    exercise.driver.evaluate(SUBMIT, exercise.root, text)
    exercise.driver.until("() => Boolean(window.report)")
    report = exercise.driver.evaluate("() => window.report")
    return Fault(text, report["verdict"], report["feedback"], report["line"])


def test_faults_get_the_report_of_the_table(driver: Driver, host: StaticHost) -> None:
    driver.goto(f"{host.url}{page_of(ADAPT.id)}")
    exercise = Exercise(driver, ADAPT)
    exercise.limit(AMPLE)
    assert graded(exercise, SOLUTION).verdict == "pass"  # the first run is the slowest
    wrong = []
    for name, fault in FAULTS.items():
        found = graded(exercise, fault.text)
        after = graded(exercise, SOLUTION).verdict
        if found != fault or after != "pass":
            wrong.append((name, found, fault, after))

    assert not wrong, wrong
