"""A function that leaves a mark anywhere is found out."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from grader import expect_arguments_kept, expect_no_global_random
from grader.expectations.basic import CheckFailed
from tests.grader.hostile import HOSTILE


def said(call: Callable[[], Any]) -> str:
    """The label that the feedback starts with; empty if all is well."""
    try:
        call()
    except CheckFailed as failed:
        return failed.feedback.partition(":")[0]
    return ""


def failure(call: Callable[[], Any]) -> CheckFailed:
    with pytest.raises(CheckFailed) as caught:
        call()
    return caught.value


def test_function_that_keeps_its_arguments_is_accepted() -> None:
    result = expect_arguments_kept(
        "theta",
        lambda x, rows, by: x * by,
        np.ones(2),
        [[1.0, float("nan")]],
        {"a": np.ones(1)}["a"],
    )

    assert result.tolist() == [1.0, 1.0]


SPOILS = {
    "array": (lambda x: x.__imul__(2), np.ones(2), "theta, argument 1: your code changed an array"),
    "shape": (lambda x: x.resize(4, refcheck=False), np.ones(2), "theta, argument 1: your code"),
    "list": (lambda x: x.append(1), [0], "theta, argument 1: your code changed a list"),
    "entry": (lambda x: x.__setitem__(0, 5), [0], "theta, argument 1[0]: your code changed a list"),
    "hostile": (lambda x: x.__setitem__(0, HOSTILE["refuses"]), [0], "theta, argument 1[0]: your"),
    "array in a list": (lambda x: x[1].fill(3), [0, np.ones(2)], "theta, argument 1[1]: your code"),
    "dictionary": (lambda x: x.pop("a"), {"a": 1}, "theta, argument 1: your code changed a dict"),
    "key": (lambda x: x.__setitem__("b", x.pop("a")), {"a": 1}, "theta, argument 1: your code"),
    "value": (lambda x: x.__setitem__("a", "1"), {"a": 1}, "theta, argument 1['a']: your code"),
    "deep": (lambda x: x[0]["a"].fill(0), [{"a": np.ones(2)}], "theta, argument 1[0]['a']: your"),
}


@pytest.mark.parametrize(("function", "argument", "words"), SPOILS.values(), ids=SPOILS)
def test_changed_argument_is_told(function: Any, argument: Any, words: str) -> None:
    failed = failure(lambda: expect_arguments_kept("theta", function, argument))

    assert failed.feedback.startswith(words)


def test_generator_of_ones_own_is_accepted_and_the_global_state_is_put_back() -> None:
    np.random.seed(5)
    random.seed(5)
    expected = (np.random.random(), random.random())
    np.random.seed(5)
    random.seed(5)

    expect_no_global_random("draw", lambda: np.random.default_rng(0).random(3))

    assert (np.random.random(), random.random()) == expected


def test_state_is_put_back_even_if_the_call_raises() -> None:
    before = np.random.get_state()[1].tolist()  # type: ignore[index]

    with pytest.raises(ZeroDivisionError):
        expect_no_global_random("draw", lambda: 1 / 0)

    assert np.random.get_state()[1].tolist() == before  # type: ignore[index]


@pytest.mark.parametrize(
    "call",
    [
        lambda: np.random.random(),
        lambda: random.random(),
        lambda: np.random.default_rng().random(),
        lambda: (0.5, np.random.normal(size=2)),
    ],
)
def test_global_random_state_is_noticed(call: Any) -> None:
    failed = failure(lambda: expect_no_global_random("draw", call))

    assert failed.feedback.startswith("draw: the result changes with the global random state")


@pytest.mark.parametrize("found", HOSTILE.values(), ids=HOSTILE)
def test_hostile_value_fails_or_is_the_same_each_time(found: Any) -> None:
    assert said(lambda: expect_no_global_random("it", lambda: found)) in ("", "it")
    assert expect_arguments_kept("it", lambda x: found, np.ones(1)) is found
