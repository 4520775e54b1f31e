"""Wrong programs of learners get no name that is not theirs, and at least half their own."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from grader.exercise import Exercise
from tests.exercises.wrong_programs import WRONG
from tests.whole_course import COURSE
from tools.grading.traces import with_known
from tools.grading.worker import grader_process

SHARE = 0.5


@pytest.fixture(scope="module")
def reports() -> list[dict[str, Any]]:
    with grader_process() as process:

        @cache
        def exercise(name: str) -> Exercise:
            return with_known(COURSE.exercises[name], process)

        return [process.grade(exercise(name), program(name, edits)) for name, edits, _ in WRONG]


def program(name: str, edits: list[tuple[str, str]]) -> str:
    text = COURSE.code[name].solution
    for part, other in edits:
        assert part in text, (name, part)
        text = text.replace(part, other)
    return text


def named(report: dict[str, Any]) -> list[str]:
    return [check["misconception"] for check in report["checks"] if check["certain"]]


def test_no_wrong_program_gets_a_name_that_is_not_its_own(reports: list[dict[str, Any]]) -> None:
    assert {report["verdict"] for report in reports} == {"fail"}
    false = [
        (name, edits, named(report))
        for report, (name, edits, own) in zip(reports, WRONG, strict=True)
        if not set(named(report)) <= set(own)
    ]

    assert false == []


def test_half_of_them_get_their_own(reports: list[dict[str, Any]]) -> None:
    right = sum(bool(named(report)) for report in reports)

    assert len(WRONG) >= 40
    assert right >= SHARE * len(WRONG)
