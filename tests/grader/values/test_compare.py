"""A comparison names the first stage at which two values part, and where."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from grader.expectations.basic import (
    CheckFailed,
    expect_between,
    expect_close,
    expect_equal,
    expect_true,
    expect_unchanged,
)
from grader.values.compare import STAGES


def failure(call: Callable[[], None]) -> CheckFailed:
    with pytest.raises(CheckFailed) as caught:
        call()
    return caught.value


TENTHS = np.array([0.5, 1.5])
SQUARE = np.array([[1.0, 2.0], [3.0, 4.0]])


@pytest.mark.parametrize(
    ("found", "expected", "stage", "where"),
    [
        (None, 1.0, "type", ""),
        ("1", TENTHS, "type", ""),
        ([[1], [1, 2]], TENTHS, "type", ""),
        ({1.0}, TENTHS, "type", ""),
        (1.0, TENTHS, "shape", ""),
        (np.zeros((2, 1)), TENTHS, "shape", ""),
        (np.array([None, None, None]), TENTHS, "shape", ""),
        (np.array([None, None]), TENTHS, "dtype", ""),
        (np.array(["a", "b"]), TENTHS, "dtype", ""),
        (np.ones(2) * 1j, TENTHS, "dtype", ""),
        (np.array([0, 1]), TENTHS, "dtype", "[0]"),
        (np.array([0, 7]), TENTHS, "values", "[0]"),
        ([0, 1], TENTHS, "values", "[0]"),
        (np.array([0.1, 0.2], np.float32) * np.float32(3), [0.3 * (1 + 2e-6), 0.6], "dtype", "[0]"),
        (np.array([0.1, 0.2], np.float32), [0.3, 0.2], "values", "[0]"),
        ([0.5, np.nan], TENTHS, "finite", "[1]"),
        (-np.inf, 1.0, "finite", ""),
        ([0.5, 1.6], TENTHS, "values", "[1]"),
        ([[1.0, 2.0], [5.0, 4.0]], SQUARE, "values", "[1, 0]"),
        (3.0, 2.0, "values", ""),
    ],
)
def test_numbers_part_at_the_first_stage_that_fails(
    found: Any, expected: Any, stage: str, where: str
) -> None:
    failed = failure(lambda: expect_close("value", found, expected))

    assert (failed.stage, failed.where) == (stage, where)
    assert failed.value is found


@pytest.mark.parametrize("found", [np.array([1, 2]), [1, 2], np.array([1, 2], dtype=np.uint8)])
def test_integers_are_no_mistake_where_nothing_was_cut_off(found: Any) -> None:
    expect_close("value", found, [1.0, 2.0])


def test_integer_array_that_cut_off_is_told_so() -> None:
    failed = failure(lambda: expect_close("value", np.array([0, 1]), [0.95, 1.5]))

    assert failed.feedback == (
        "value at index 0: expected 0.95, found 0. An array of integers cuts off the fractions "
        "written into it: make it an array of floats, for example with dtype=float."
    )


def test_transposed_array_is_recognised() -> None:
    failed = failure(lambda: expect_close("value", np.zeros((3, 2)), np.zeros((2, 3))))

    assert failed.feedback.endswith(
        "found an array of shape (3, 2). Its transpose has the expected shape."
    )


@pytest.mark.parametrize(
    ("found", "expected", "stage", "where", "words"),
    [
        (None, 3, "type", "", ": expected 3, found None."),
        (3.0, 3, "type", "", ": expected 3, found 3."),
        (4, 3, "values", "", ": expected 3, found 4."),
        ((1,), [1], "type", "", ": expected [1], found (1,)."),
        ([1, 2], [1], "shape", "", ": expected [1], found [1, 2]."),
        ([1, 2, 4], [1, 2, 3], "values", "[2]", " at index 2: expected 3, found 4."),
        ([1, "2"], [1, 2], "type", "[1]", " at index 1: expected 2, found '2'."),
        ([[1], [2, 3]], [[1], [2, 4]], "values", "[1, 1]", " at index (1, 1): expected 4, found 3"),
    ],
)
def test_plain_values_part_at_a_stage(
    found: Any, expected: Any, stage: str, where: str, words: str
) -> None:
    failed = failure(lambda: expect_equal("value", found, expected))

    assert (failed.stage, failed.where) == (stage, where)
    assert failed.feedback.startswith("value" + words)


def test_other_expectations_have_their_stages() -> None:
    calls = {
        "condition": lambda: expect_true("value", False, "No."),
        "type": lambda: expect_between("value", None, 0, 1),
        "shape": lambda: expect_between("value", [0.5], 0, 1),
        "finite": lambda: expect_between("value", np.nan, 0, 1),
        "values": lambda: expect_between("value", 2, 0, 1),
    }

    assert {stage: failure(call).stage for stage, call in calls.items()} == {
        stage: stage for stage in calls
    }
    assert {*calls, "dtype", "raised"} == set(STAGES)


def test_changed_array_says_where_it_changed() -> None:
    failed = failure(lambda: expect_unchanged("values", np.array([1.0, 5.0]), np.array([1.0, 2.0])))

    assert (failed.stage, failed.where) == ("values", "[1]")
    assert "[1]         2      5 *" in failed.diff


def test_numbers_that_differ_late_are_told_with_enough_digits() -> None:
    failed = failure(lambda: expect_close("value", 1.2345678, 1.2345701))

    assert failed.feedback == "value: expected 1.2345701, found 1.2345678."
