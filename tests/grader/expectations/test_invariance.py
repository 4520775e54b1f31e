"""What must not change a result does not, or it is told what does."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from grader import expect_permutation_invariant, expect_scaling, expect_shift_invariant
from grader.expectations.basic import CheckFailed
from grader.expectations.invariance import expect_same
from tests.grader.hostile import HOSTILE

ROWS = np.arange(12.0).reshape(4, 3) ** 1.5


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


def permuted(function: Callable[..., Any], *arrays: np.ndarray) -> None:
    arrays = arrays or (ROWS,)
    expect_permutation_invariant("result", function, arrays, np.random.default_rng(0))


def test_order_that_does_not_matter_is_accepted() -> None:
    permuted(lambda x: x.sum(axis=0))
    permuted(lambda x: (float(x.mean()), x.max(axis=0).tolist()))
    permuted(lambda x, w: w @ x, ROWS, np.arange(4.0))
    permuted(lambda x: x[0], ROWS[:1])


@pytest.mark.parametrize(
    ("function", "arrays"),
    [
        (lambda x: x[0], (ROWS,)),
        (lambda x: x[-1], (ROWS[:2],)),
        (lambda x: x, (ROWS,)),
        (lambda x: np.diff(x, axis=0).sum(), (ROWS,)),
        (lambda x: x[len(x) // 2], (ROWS[:3],)),
        (lambda x, w: np.sort(w) @ x, (ROWS, np.arange(4.0))),
        (lambda x: (x.sum(), x[0, 0]), (ROWS,)),
    ],
)
def test_order_that_matters_is_told(function: Any, arrays: Any) -> None:
    failed = failure(lambda: permuted(function, *arrays))

    assert failed.feedback.startswith("result: the result depends on the order")


def test_argument_that_is_spoilt_is_only_a_copy() -> None:
    def spoils(x: np.ndarray) -> float:
        x *= 0.5
        return float(x.sum())

    before = ROWS.copy()
    permuted(spoils)
    expect_scaling("result", spoils, ROWS, power=1)
    expect_shift_invariant("result", lambda x: np.ptp(x * 1.0), ROWS)

    assert np.array_equal(ROWS, before)


def test_right_scaling_is_accepted() -> None:
    expect_scaling("cosine", lambda x: x / np.linalg.norm(x), ROWS)
    expect_scaling("norm", lambda x: float(np.linalg.norm(x)), ROWS, power=1)
    expect_scaling("energy", lambda x: (x**2).sum(), ROWS, power=2)


def test_wrong_scaling_is_told() -> None:
    failed = failure(lambda: expect_scaling("cosine", lambda x: x.sum(), np.ones(3)))

    assert failed.feedback == (
        "cosine: with an input 0.5 times as large, the result is not the same: "
        "expected 3, found 1.5."
    )
    failure(lambda: expect_scaling("norm", lambda x: x.sum() + 1, np.ones(3), power=1))


def test_right_shift_is_accepted() -> None:
    expect_shift_invariant(
        "softmax", lambda x: np.exp(x - x.max()) / np.exp(x - x.max()).sum(), ROWS
    )
    expect_shift_invariant("mean", np.mean, ROWS, moves=True)


def test_wrong_shift_is_told() -> None:
    failed = failure(lambda: expect_shift_invariant("mean", lambda x: x.mean(), np.ones(3)))

    assert failed.feedback == (
        "mean: with -3 added to the input, the result is not the same: expected 1, found -2."
    )
    failure(lambda: expect_shift_invariant("mean", lambda x: 2 * x.mean(), ROWS, moves=True))


def test_result_of_another_form_is_told() -> None:
    forms = iter([1.0, (1.0, 2.0), [1.0]])

    failed = failure(lambda: expect_same("it", (1.0,), (1.0, 2.0), "it changes"))
    assert failed.stage == "shape"
    failure(lambda: expect_scaling("it", lambda x: next(forms), ROWS))


@pytest.mark.parametrize("found", HOSTILE.values(), ids=HOSTILE)
def test_hostile_value_fails_or_is_the_same_each_time(found: Any) -> None:
    for call in (
        lambda: permuted(lambda x: found),
        lambda: expect_scaling("result", lambda x: found, ROWS),
        lambda: expect_shift_invariant("result", lambda x: found, ROWS),
        lambda: expect_same("result", (1.0, found), (1.0, 2.0), "it changes"),
        lambda: expect_same("result", 1.0, found, "it changes"),
    ):
        assert said(call) in ("", "result")
