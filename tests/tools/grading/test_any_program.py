"""Whatever program is submitted, there is a verdict on it, and the next one is graded."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given, settings

from grader.exercise import Exercise
from grader.report import VERDICTS
from tests.faults.programs import SETTINGS, programs
from tests.faults.row import EXERCISE, SOLUTION
from tests.whole_course import COURSE
from tools.grading.worker import GraderProcess, grader_process

EXERCISES = COURSE.exercises


@pytest.fixture(scope="module")
def process() -> Iterator[GraderProcess]:
    with grader_process() as child:
        yield child


@pytest.fixture(scope="module")
def exercise() -> Exercise:
    return EXERCISES[EXERCISE].exercise


@settings(SETTINGS, max_examples=150)
@given(programs)
def test_any_program_gets_a_verdict(
    exercise: Exercise, process: GraderProcess, program: str
) -> None:
    report = process.grade(replace(exercise, seconds=0.5), program)

    assert report["verdict"] in VERDICTS
    assert report["verdict"] != "internal_error", report["python"]
    assert report["feedback"]
    assert json.dumps(report, allow_nan=False)
    assert process.grade(replace(exercise, seconds=60), SOLUTION)["verdict"] == "pass"
