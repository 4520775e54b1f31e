"""Submissions that work for some sizes only: which graders notice, and which do not."""

from __future__ import annotations

from typing import Any

import pytest

from grader.exercise import CodeExercise
from grader.kinds.sizes import find_untried

HEAD = """import numpy as np
from grader import check, expect_close, expect_true
"""
FORMS = {"values": ["N"], "power": "power"}
SOLUTION = "def raised(values, power):\n    return values**power\n"
THREE = """
@check("Three")
def three(learner, solution, rng):
    expect_close("squares", learner.raised(np.arange(3.0), 2), [0.0, 1.0, 4.0])
"""
LARGER = """
@check("Other sizes")
def larger(learner, solution, rng):
    expect_close("cubes", learner.raised(np.arange(2.0), 3), [0.0, 1.0])
"""
ONE = """
@check("One")
def one(learner, solution, rng):
    expect_close("a number", learner.raised(np.array([3.0]), 2), [9.0])
    expect_close("no number", learner.raised(np.array([3.0, 1.0]), 0), [1.0, 1.0])
"""
WITHOUT_LOOKING = ONE.replace('expect_close("a number", ', "print(").replace(", [9.0])", ")")
WITHOUT_AXIS = ONE.replace("[3.0]), 2), [9.0]", "[3.0]), 2).sum(), 9.0")


def found(grader: str, examples: list[str], solution: str = SOLUTION) -> list[dict[str, Any]]:
    exercise = CodeExercise(
        id="arithmetic/raised",
        version="0" * 64,
        seconds=1,
        defines=("raised(values, power)",),
        starter="",
        solution=solution,
        grader=HEAD + grader,
    )
    return find_untried(exercise, examples, FORMS, {"power": 0})


def case(size: str, value: int, checks: tuple[str, ...] = (), **more: bool) -> dict[str, Any]:
    each = {"function": "raised", "size": size, "value": value, "other": False, "thin": False}
    return {**each, "checks": list(checks), **more}


@pytest.mark.parametrize(
    ("grader", "expected"),
    [
        (THREE + LARGER + ONE, []),
        (THREE + LARGER, [case("N", 1), case("power", 0)]),
        (
            THREE,
            [
                case("N", 1),
                case("N", 3, other=True),
                case("power", 0),
                case("power", 2, other=True),
            ],
        ),
        (THREE + LARGER + WITHOUT_LOOKING, [case("N", 1, ("one",))]),
        (THREE + LARGER + WITHOUT_AXIS, [case("N", 1, ("one",), thin=True)]),
    ],
)
def test_a_size_is_asked_for_where_a_check_would_notice_a_wrong_answer(
    grader: str, expected: list[dict[str, Any]]
) -> None:
    assert found(grader, []) == expected


def test_the_first_call_is_that_of_the_prompt() -> None:
    cases = found(THREE, ["raised(np.arange(4.0), 2)", "raised(unknown, 5)"])

    assert case("N", 3, other=True) not in cases  # the check asks for another size than the prompt


def test_answers_without_a_number_are_wrong_if_they_are_missing() -> None:
    nothing = """
@check("Nothing")
def nothing(learner, solution, rng):
    found = learner.raised(np.zeros(0), 2)
    expect_true("an array", isinstance(found, np.ndarray), "Return an array.")
"""
    cases = found(THREE + nothing, [])

    assert case("N", 3, other=True) not in cases


def test_parts_of_lists_have_sizes_too() -> None:
    exercise = CodeExercise(
        id="arithmetic/total",
        version="0" * 64,
        seconds=1,
        defines=("total(pairs)",),
        starter="",
        solution="def total(pairs):\n    return sum(x.sum() + y for x, y in pairs)\n",
        grader=HEAD
        + """
@check("Two pairs")
def two(learner, solution, rng):
    pairs = [(np.ones((2, 3)), 1.0), (np.ones((1, 3)), 0.0)]
    expect_close("total", learner.total(pairs), 10.0)
""",
    )
    forms = {"pairs": {"length": "K", "items": [["N", "D"], []]}}

    cases = [(each["size"], each["value"]) for each in find_untried(exercise, [], forms, {})]

    assert cases == [("K", 1), ("K", 2), ("D", 1), ("D", 3)]
