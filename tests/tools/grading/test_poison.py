"""What a submission does to its interpreter does not reach the next submission."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace

import pytest

from grader import CodeExercise
from tests.faults.poison import POISON, TABLE, WITNESS, WRONG
from tests.faults.row import EXERCISE, SOLUTION
from tests.whole_course import COURSE
from tools.grading.worker import GraderProcess, grader_process

ROUNDS = 30


@pytest.fixture(scope="module")
def process() -> Iterator[GraderProcess]:
    with grader_process() as child:
        yield child


@pytest.fixture(scope="module")
def exercise() -> CodeExercise:
    """With time enough on a busy machine, and an end to what has none."""
    found = COURSE.exercises[EXERCISE].exercise
    assert isinstance(found, CodeExercise)
    return replace(found, seconds=20)


@pytest.mark.parametrize("text", POISON.values(), ids=POISON)
def test_poison_reaches_no_other_submission(
    text: str, exercise: CodeExercise, process: GraderProcess
) -> None:
    before = process.grade(exercise, WITNESS)
    assert before["verdict"] == "pass"

    assert process.grade(exercise, text + SOLUTION)["verdict"] != "internal_error"

    after = process.grade(exercise, WITNESS)
    assert (after["verdict"], after["stdout"]) == ("pass", before["stdout"])
    assert process.grade(exercise, WRONG)["verdict"] == "fail"


def test_poison_in_run_reaches_no_other_submission(
    exercise: CodeExercise, process: GraderProcess
) -> None:
    before = process.grade(exercise, WITNESS)["stdout"]
    for text in POISON.values():
        with suppress(EOFError):  # some end their process
            process.ask({"do": "run", "submission": SOLUTION, "scratch": text}, 20)

    assert process.grade(exercise, WITNESS)["stdout"] == before


def test_memory_that_a_submission_holds_is_there_for_the_next(
    exercise: CodeExercise, process: GraderProcess
) -> None:
    assert {process.grade(exercise, TABLE)["verdict"] for _ in range(ROUNDS)} == {"pass"}
