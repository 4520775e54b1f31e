"""What learners tried, each once, with what came of it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tools.course.folder import Course
from tools.regrade.batch import key_of
from tools.regrade.grades import row_of
from tools.regrade.hand_ins import Found, HandIn, checks_in
from tools.regrade.part import Graded


@dataclass(frozen=True)
class Try:
    """An attempt of a learner at an exercise.

    Attributes:
        at: when, as the learner's own clock had it; empty if nothing says so.
        verdict: empty if neither the learner's browser nor the grading here came to one.
        checks: what came of each.
        spent: seconds of work on it; None if nothing says so.
    """

    student: str
    exercise: str
    at: str
    submission: Any
    verdict: str
    checks: tuple[Found, ...]
    spent: float | None


def tries_of(course: Course, hand_ins: Iterable[HandIn], graded: Mapping[str, Graded]) -> list[Try]:
    """The attempts in the order of time; one that lies in two files of a learner counts once.

    Args:
        graded: what ``regrade`` came to, which counts more than what a browser claims.
    """
    first_of: dict[tuple[str, ...], Try] = {}
    for hand_in in hand_ins:
        text = json.dumps(hand_in.submission, sort_keys=True)
        place = (hand_in.student, hand_in.exercise, hand_in.at, text)
        first_of.setdefault(place, _try_of(course, hand_in, graded))
    return sorted(
        first_of.values(), key=lambda attempt: (attempt.student, attempt.exercise, attempt.at)
    )


def _try_of(course: Course, hand_in: HandIn, graded: Mapping[str, Graded]) -> Try:
    result = graded.get(key_of(hand_in, course.exercises[hand_in.exercise].exercise.version))
    verdict, checks = hand_in.claimed, hand_in.checks
    if result:
        verdict, checks = row_of(hand_in, result).verdict, checks_in(result.report["checks"])
    return Try(
        hand_in.student, hand_in.exercise, hand_in.at, hand_in.submission,
        verdict, checks, hand_in.spent,
    )  # fmt: skip


def by_student(tries: Iterable[Try]) -> Iterator[list[Try]]:
    """The tries of each learner at an exercise, in the order of time."""
    students: dict[str, list[Try]] = {}
    for attempt in tries:
        students.setdefault(attempt.student, []).append(attempt)
    yield from students.values()
