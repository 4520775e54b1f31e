"""Grading in a worker that notes who has begun it, so that a test can count."""

from __future__ import annotations

import os
from pathlib import Path

from tools.regrade.part import Graded, Task, grade_in_worker

NOTES = "WB_TEST_NOTES"  # a variable of the environment: the file


def grade_and_note(task: Task) -> list[Graded]:
    """Grade a part as any worker does."""
    with Path(os.environ[NOTES]).open("a") as file:
        file.write(f"{os.getpid()} {task[2][0][0]}\n")
    return grade_in_worker(task)
