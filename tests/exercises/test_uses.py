"""Whoever has passed an earlier exercise passes a later one with their own function, too."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.shares import share
from tests.whole_course import COURSE
from tools.grading.worker import GraderProcess, grader_process

MOST = 2  # right ways for each function, for some train for seconds
USES = [(id_, name) for id_, one in COURSE.code.items() for name in one.meta.uses]


@pytest.fixture(scope="module")
def process() -> Iterator[GraderProcess]:
    with grader_process() as started:
        yield started


def test_training_is_done_with_functions_of_earlier_exercises() -> None:
    assert {id_ for id_, _ in USES} >= {"maml/train-on-waves", "multitask/where-it-stops"}


@pytest.mark.parametrize(("id_", "name"), USES)
def test_right_ways_of_the_earlier_exercise_pass_here(
    id_: str, name: str, process: GraderProcess
) -> None:
    exercise = COURSE.code[id_]
    earlier = COURSE.code[exercise.meta.uses[name]]
    (line,) = exercise.imports(name)
    right = {one.name: one.text for one in earlier.stored if one.verdict == "pass"}
    assert exercise.solution.count(f"{line}\n") == 1

    for way in share(sorted(right), MOST):
        text = exercise.solution.replace(f"{line}\n", right[way])
        report = process.grade(exercise.exercise, text, stop=True)
        assert report["verdict"] == "pass", (way, report["feedback"])
