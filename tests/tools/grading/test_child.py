"""The child in which submissions are graded, once nobody is left to stop it."""

from __future__ import annotations

import os
import signal
import time
from dataclasses import replace
from pathlib import Path
from threading import Thread

import pytest

from grader import CodeExercise, RecallExercise
from tools.course.folder import load_course
from tools.grading.child import FORKS
from tools.grading.pool import process_pool
from tools.grading.worker import grader_process

CARDS = RecallExercise(id="a/b", version="1", seconds=30, cards=("one",))
COURSE = load_course(Path(__file__).parents[2] / "course")


@pytest.mark.skipif(not FORKS, reason="elsewhere the child itself grades, and is stopped")
def test_what_nobody_is_left_to_stop_ends_by_itself() -> None:
    double = COURSE.code["arithmetic/double"].exercise
    assert isinstance(double, CodeExercise)
    # what is written and nobody reads any more raises, which would end it
    endless = "while True:\n    try:\n        while True: pass\n    except OSError: pass\n"
    with grader_process() as child:
        child.grade(CARDS, {})
        server = child._process.pid
        while children_of(server):
            time.sleep(0.01)
        grading = Thread(target=child.grade, args=(replace(double, seconds=0.5), endless))
        # it would be told to stop after three seconds more, so its parent goes before
        grading.start()
        while not (forks := children_of(server)):
            time.sleep(0.01)
        os.kill(server, signal.SIGKILL)
        grading.join()
    (fork,) = forks

    end = time.monotonic() + 60
    while is_running(fork) and time.monotonic() < end:
        time.sleep(0.1)
    if is_running(fork):
        os.kill(fork, signal.SIGKILL)
        pytest.fail("it goes on without end")


def test_a_fork_begins_with_the_names_that_were_noted_for_it() -> None:
    # else it compares all of them one by one, which takes as long as many a grading
    with process_pool("tests.tools.grading.watched_names") as pool, pool.process() as child:
        for _ in range(2):
            assert child.ask({"do": "look"}, 30) == {"same": True}


def children_of(pid: int) -> list[int]:
    """The processes that a process has started."""
    return [*map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split())]


def is_running(pid: int) -> bool:
    """Whether a process has not ended, though nobody may have asked what came of it."""
    try:
        status = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False
    return status.rpartition(")")[2].split()[0] != "Z"
