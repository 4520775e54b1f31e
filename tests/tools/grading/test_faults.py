"""Every row of the fault table, natively: one Report, in time, and the next one is graded."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from grader import CodeExercise
from tests.faults.row import EXERCISE, SECONDS, SOLUTION, Fault
from tests.faults.table import DEEP_RECURSION, ENDING, LATE, QUICK, TOO_DEEP
from tests.whole_course import COURSE
from tools.grading.traces import with_known
from tools.grading.worker import GraderProcess, grader_process

TIMELY = {**QUICK, **DEEP_RECURSION, **ENDING}


@pytest.fixture(scope="module")
def process() -> Iterator[GraderProcess]:
    with grader_process() as child:
        yield child


@pytest.fixture(scope="module")
def exercise(process: GraderProcess) -> CodeExercise:
    """With time enough on a busy machine."""
    known = with_known(COURSE.exercises[EXERCISE], process)
    assert isinstance(known, CodeExercise)
    return replace(known, seconds=60)


def holds(fault: Fault, exercise: CodeExercise, process: GraderProcess) -> None:
    report = process.grade(exercise, fault.text)

    found = Fault(fault.text, report["verdict"], report["feedback"], report["line"])
    assert found == fault
    assert process.grade(replace(exercise, seconds=60), SOLUTION)["verdict"] == "pass"


@pytest.mark.parametrize("fault", TIMELY.values(), ids=TIMELY)
def test_fault(fault: Fault, exercise: CodeExercise, process: GraderProcess) -> None:
    holds(fault, exercise, process)


@pytest.mark.parametrize("fault", TOO_DEEP.values(), ids=TOO_DEEP)
def test_what_is_too_deep_for_a_browser_passes(
    fault: Fault, exercise: CodeExercise, process: GraderProcess
) -> None:
    assert process.grade(exercise, fault.text)["verdict"] == "pass"


@pytest.mark.parametrize("fault", LATE.values(), ids=LATE)
def test_fault_that_takes_too_long(
    fault: Fault, exercise: CodeExercise, process: GraderProcess
) -> None:
    holds(fault, replace(exercise, seconds=SECONDS), process)
