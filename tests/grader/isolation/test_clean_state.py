"""What a run begins with, and what is kept of what it prints."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from grader import Report, grade
from grader.exercise import CodeExercise
from grader.isolation.clean_state import MOST_OUTPUT, RECURSION_LIMIT, Transcript, clean_state

Graded = Callable[..., Report]
DOUBLE = "\ndef double(values):\n    return 2 * values\n"


def state() -> dict[str, Any]:
    """What the grader itself sets for a run."""
    return {
        "streams": (sys.stdin, sys.stdout, sys.stderr),
        "limit": sys.getrecursionlimit(),
        "numpy": (np.geterr(), np.get_printoptions()),
        "warnings": (id(warnings.filters), list(warnings.filters)),
    }


def test_what_the_grader_sets_it_sets_back() -> None:
    before = state()

    def run() -> None:
        with clean_state(0):
            assert state() != before
            raise KeyError

    with pytest.raises(KeyError):
        run()

    assert state() == before


def test_random_numbers_of_a_submission_are_the_same_every_time(graded: Graded) -> None:
    text = "import random, numpy as np\nprint(random.random(), np.random.rand())" + DOUBLE

    first, second, other = graded(text), graded(text), graded(text, seed=1)

    assert first.stdout == second.stdout != other.stdout


def test_recursion_has_the_same_room_wherever_grading_is_called(toy: CodeExercise) -> None:
    text = "def depth(n=0):\n    try:\n        return depth(n + 1)\n    except RecursionError:\n"
    text += "        return n\nprint(depth())" + DOUBLE

    def deep(frames: int) -> Report:
        return deep(frames - 1) if frames else grade(toy, text)

    near, far = int(grade(toy, text).stdout), int(deep(300).stdout)

    assert near == far
    assert RECURSION_LIMIT - 50 < near <= RECURSION_LIMIT


def test_output_is_kept_up_to_a_limit(graded: Graded) -> None:
    line = "x" * 99
    report = graded(f"for _ in range(10**5): print('{line}')" + DOUBLE)

    assert report.stdout == f"{line}\n" * (MOST_OUTPUT // 100)
    assert report.stdout_cut


def test_output_within_the_limit_is_whole(graded: Graded) -> None:
    report = graded("import sys\nprint('a', end='')\nprint('b', file=sys.stderr)" + DOUBLE)

    assert (report.stdout, report.stdout_cut) == ("ab\n", False)


def test_output_of_the_checks_calls_is_kept(graded: Graded) -> None:
    report = graded("def double(values):\n    print(len(values))\n    return 2 * values\n")

    assert report.stdout == "3\n3\n5\n"


def test_half_characters_are_printed_as_question_marks(graded: Graded) -> None:
    assert graded("print('\\udcff')" + DOUBLE).stdout == "?\n"


def test_text_that_measures_itself_wrongly_is_printed(graded: Graded) -> None:
    text = "import sys\nclass S(str):\n    def __len__(self): return 0\n"
    text += "    def __getitem__(self, key): return 5\nsys.stdout.write(S('abc'))" + DOUBLE

    assert graded(text).stdout == "abc"


def test_only_text_can_be_written(graded: Graded) -> None:
    report = graded("import sys\nsys.stdout.write(5)" + DOUBLE)

    assert "TypeError" in report.feedback


def test_transcript_keeps_what_fits() -> None:
    transcript = Transcript()

    transcript.add("a" * (MOST_OUTPUT - 1))
    assert not transcript.cut
    transcript.add("bc")
    transcript.add("d")

    assert transcript.text() == "a" * (MOST_OUTPUT - 1) + "b"
    assert transcript.cut
