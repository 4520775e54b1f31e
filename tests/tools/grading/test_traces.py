"""The traces that the stored submissions leave are shipped with the exercise."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from grader import CodeExercise, grade
from tools.course.folder import load_course
from tools.course.kinds import CodeFolder
from tools.grading.traces import runs_of, with_known
from tools.grading.worker import GraderProcess, grader_process

COURSE = load_course(Path(__file__).parents[2] / "course")


@pytest.fixture(scope="module")
def process() -> Iterator[GraderProcess]:
    with grader_process() as child:
        yield child


@pytest.fixture(scope="module")
def double() -> CodeFolder:
    return COURSE.code["arithmetic/double"]


@pytest.fixture(scope="module")
def exercise(double: CodeFolder, process: GraderProcess) -> CodeExercise:
    traced = with_known(double, process)
    assert isinstance(traced, CodeExercise)
    return traced


def test_wrong_submissions_and_remarks_have_behaviours(exercise: CodeExercise) -> None:
    assert exercise.known is not None
    known = {submission.name: submission for submission in exercise.known.submissions}

    # Right ways without a remark, invalid ones and endless ones have none.
    assert set(known) == {"absolute", "in_place", "indexes_a_name", "squares", "loop"}
    assert known["loop"].verdict == "pass"
    place = known["squares"].behaviour.first["small_numbers"]
    assert exercise.known.findings[place] == (
        "fail",
        [["type", "ndarray"], ["double of (1, 2, 3)", {"shape": [3], "values": [1.0, 4.0, 9.0]}]],
    )


def test_learners_mistake_gets_the_stored_feedback(exercise: CodeExercise) -> None:
    report = grade(exercise, "def double(values):\n    return values * values\n")

    assert report.checks[0].misconception == "squares"
    assert report.feedback == (
        "You squared: found [1, 4, 9]. Twice a number is the number plus itself."
    )


def test_mistake_is_recognised_in_a_list_as_in_an_array(
    double: CodeFolder, process: GraderProcess
) -> None:
    grader = double.grader.replace(
        'record("type", type(doubled).__name__)', 'record("two rows", [doubled, doubled])'
    )
    assert grader != double.grader
    changed = replace(double, texts={**double.texts, "grader.py": grader})
    exercise = with_known(changed, process)
    listed = "def double(values):\n    return [value * value for value in values]\n"

    assert grade(exercise, listed).checks[0].misconception == "squares"


def test_values_a_little_off_are_another_mistake(exercise: CodeExercise) -> None:
    report = grade(exercise, "def double(values):\n    return values * values + 1e-5\n")

    assert report.checks[0].misconception is None


def test_remark_reaches_a_learner_with_the_same_right_answer(exercise: CodeExercise) -> None:
    report = grade(exercise, "def double(values):\n    return [2 * value for value in values]\n")

    assert (report.verdict, report.feedback) == (
        "pass",
        "Right. A list works; an array would be faster.",
    )


def test_other_kinds_are_left_as_they_are(process: GraderProcess) -> None:
    loaded = COURSE.recall["arithmetic/tables"]

    assert with_known(loaded, process) is loaded.exercise


@pytest.mark.parametrize("text", ["not Python", "while True: pass", "import os; os._exit(0)"])
def test_submission_that_cannot_be_run_has_no_behaviour(
    text: str, exercise: CodeExercise, process: GraderProcess
) -> None:
    process.grade(exercise, exercise.solution)

    assert [*runs_of(replace(exercise, seconds=0.5), [text], process)] == [({}, {})]
