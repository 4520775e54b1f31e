"""Submissions that copy answers: which graders notice, and which do not."""

from __future__ import annotations

import pytest

from grader.exercise import CodeExercise
from grader.kinds.copies import find_unnoticed

HEAD = """import numpy as np
from grader import check, expect_close, expect_true
"""
FIXED = """
@check("Two")
def two(learner, solution, rng):
    expect_close("twice 2", learner.double(2.0), 4.0)

@check("Two again")
def again(learner, solution, rng):
    expect_true("a number", isinstance(learner.double(2.0), float), "Return a number.")
"""
SEVERAL = (
    FIXED
    + """
@check("Three")
def three(learner, solution, rng):
    expect_close("twice 3", learner.double(3.0), 6.0)
"""
)
DRAWN = (
    SEVERAL
    + """
@check("Any")
def some(learner, solution, rng):
    value = rng.normal()
    expect_close("twice a number", learner.double(value), 2 * value)
"""
)
POSITIVE = """
@check("Positive")
def positive(learner, solution, rng):
    expect_true("positive", learner.double(rng.uniform(-1, 0)) < 9, "Not so large.")
"""


def exercise(grader: str, solution: str = "def double(x):\n    return x + x\n") -> CodeExercise:
    return CodeExercise(
        id="arithmetic/double",
        version="0" * 64,
        seconds=1,
        defines=("double(x)",),
        starter="",
        solution=solution,
        grader=HEAD + grader,
    )


@pytest.mark.parametrize(
    ("grader", "hard_coders", "seeds"),
    [
        (FIXED, ["two", "again"], [1, 2]),
        (SEVERAL, [], [1, 2]),
        (DRAWN, [], []),
        (POSITIVE, ["prompt", "positive"], [1, 2]),
    ],
)
def test_copied_answers_pass_where_no_check_asks_for_others(
    grader: str, hard_coders: list[str], seeds: list[int]
) -> None:
    found = find_unnoticed(exercise(grader), ["double(rng)", "double(1.5)  # 3"], [1, 2])

    assert found == {"hard_coders": hard_coders, "seeds": seeds}


def test_what_cannot_be_copied_is_let_alone() -> None:
    closure = "def double(x):\n    return lambda: x + x\n"
    grader = FIXED.replace("learner.double(2.0)", "learner.double(2.0)()")

    assert find_unnoticed(exercise(grader, closure), [], [1]) == {"hard_coders": [], "seeds": []}
