"""A part of a batch: some submissions to one exercise, which one process grades."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Sequence
from typing import Any

import msgspec

from grader.exercise import Exercise
from tools.common.cluster import kept
from tools.grading.worker import GraderProcess
from tools.regrade.examiner import Examiner
from tools.regrade.hand_ins import HandIn


class Graded(msgspec.Struct, frozen=True):
    """What came of a submission.

    Attributes:
        key: of all that it depends on.
        isolation: what stood between the submission and the machine.
        seconds: that it took, with the start of its process.
        doubt: why the Report's pass does not count; empty if it does, or if there is none.
    """

    key: str
    report: dict[str, Any]
    isolation: str
    seconds: float
    doubt: str = ""


Part = Sequence[tuple[str, HandIn]]


Task = tuple[Exercise, bytes, Part]  # with the secret of the batch


def grade_in_worker(task: Task) -> list[Graded]:
    """Grade some submissions to one exercise in a worker of a cluster."""
    exercise, secret, part = task
    return grade_part(exercise, secret, kept(Examiner), part)


def grade_part(
    exercise: Exercise, secret: bytes, process: GraderProcess, part: Part
) -> list[Graded]:
    """Grade some submissions to one exercise.

    Args:
        secret: of the batch.
        process: an ``Examiner``.
        part: submissions by their keys.
    """
    assert isinstance(process, Examiner)
    graded = []
    for key, hand_in in part:
        start = time.monotonic()
        second_seed = int(hashlib.sha256(secret + key.encode()).hexdigest()[:8], 16)
        found = process.examine(
            exercise, hand_in.submission, hand_in.seed, second_seed, hand_in.claimed
        )
        seconds = round(time.monotonic() - start, 3)
        graded.append(Graded(key, found.report, found.isolation, seconds, found.doubt))
    return graded
