"""Runs inside the sandbox: reads submissions, one JSON text on each line, and writes their Reports.

The standard output is kept for Reports alone; a submission's process does not even hold it.
"""

from __future__ import annotations

import json
import os
import sys
from multiprocessing import forkserver
from typing import Any, BinaryIO

from grader.exercise import Exercise, RecallExercise, exercise_from_data
from tools.grading.system_calls import hide_memory
from tools.grading.worker import grader_process

NOTHING = RecallExercise(id="", version="", seconds=60, cards=())


def main() -> None:
    """Answer until nothing more comes in."""
    replies = private_output()
    hide_memory()
    exercise: Exercise | None = None
    with grader_process() as process:
        process.grade(NOTHING, {})  # so that it has started when the first submission comes
        say(replies, {"ready": True})
        for line in sys.stdin.buffer:
            request = json.loads(line)
            if "exercise" in request:
                exercise = exercise_from_data(request["exercise"])
            assert exercise
            report = process.grade(
                exercise, request["submission"], request["seed"], stop=request["stop"]
            )
            say(replies, report)
    forkserver._forkserver._stop()  # type: ignore[attr-defined] # else its time is nobody's


def private_output() -> BinaryIO:
    """The standard output for ourselves; what others write to it from here on reaches nobody."""
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    return replies


def say(replies: BinaryIO, values: Any) -> None:
    """Write a line."""
    replies.write(json.dumps(values).encode() + b"\n")
    replies.flush()


if __name__ == "__main__":
    main()
