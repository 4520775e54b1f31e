"""Where a submission is graded, and which of its Reports counts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from typing import Any

import pytest

from grader.exercise import CodeExercise
from tests.tools.regrade.test_regrade import COURSE, RIGHT, WRONG
from tools.course.folder import load_course
from tools.grading.child import FORKS
from tools.regrade.examiner import APART, DOUBT, Examined, Examiner

SEED, SECOND_SEED = 7, 123_456_789
SPYING = """import sys

def double(values):
    frame = sys._getframe()
    while frame and not frame.f_code.co_filename.endswith("checks.py"):
        frame = frame.f_back
    return values * (2.0 if frame else 3.0)
"""
SLOW = """import time

def double(values):
    end = time.monotonic() + 0.4
    while time.monotonic() < end:
        pass
    return values * 2.0
"""


@pytest.fixture(scope="module")
def exercise() -> CodeExercise:
    found = load_course(COURSE).exercises["arithmetic/double"].exercise
    assert isinstance(found, CodeExercise)
    return found


@pytest.fixture(scope="module")
def examiner() -> Iterator[Examiner]:
    if not FORKS:
        pytest.skip("no fork on this system")
    with closing(Examiner()) as process:
        yield process


def without_time(found: Examined) -> dict[str, Any]:
    return {**found.report, "seconds": 0}


@pytest.mark.parametrize("text", [RIGHT, WRONG, "print(", "raise SystemExit\n"])
def test_a_claim_changes_nothing(text: str, exercise: CodeExercise, examiner: Examiner) -> None:
    found = [
        examiner.examine(exercise, text, SEED, SECOND_SEED, claimed)
        for claimed in ("", "pass", "fail", "invalid")
    ]

    assert len({(one.isolation, one.doubt, str(without_time(one))) for one in found}) == 1


def test_a_pass_is_one_at_the_seed_that_nobody_knew(
    exercise: CodeExercise, examiner: Examiner
) -> None:
    right = examiner.examine(exercise, RIGHT, SEED, SECOND_SEED)
    wrong = examiner.examine(exercise, WRONG, SEED, SECOND_SEED)

    assert (right.report["verdict"], right.report["seed"]) == ("pass", SECOND_SEED)
    assert right.isolation.endswith(APART)
    assert (wrong.report["verdict"], wrong.report["seed"]) == ("fail", SEED)
    assert not wrong.isolation.endswith(APART)


def test_what_takes_longer_than_a_page_allows_is_graded_as_there(
    exercise: CodeExercise, examiner: Examiner
) -> None:
    found = examiner.examine(replace(exercise, seconds=1.0), SLOW, SEED, SECOND_SEED)

    assert found.report["verdict"] == "timeout"


@pytest.mark.parametrize("claimed", ["pass", "fail"])
def test_a_pass_beside_the_checks_alone_is_in_doubt(
    claimed: str, exercise: CodeExercise, examiner: Examiner
) -> None:
    found = examiner.examine(exercise, SPYING, SEED, SECOND_SEED, claimed)

    assert (found.report["verdict"], found.doubt) == ("pass", DOUBT.format("a check fails"))
