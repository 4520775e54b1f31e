"""Gradients are checked by differences, rows for their order, beliefs for their sum."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from grader import expect_gradient, expect_sums_to
from grader.expectations.basic import CheckFailed
from grader.values.trace import recording
from tests.grader.hostile import HOSTILE

POINT = np.array([[1.0, -2.0, 0.5], [0.0, 3.0, 1e-3]])


def loss(x: np.ndarray) -> float:
    return float(np.sum(np.sin(x) * x**2))


def gradient(x: np.ndarray) -> np.ndarray:
    return np.asarray(np.cos(x) * x**2 + 2 * x * np.sin(x))


def failure(call: Callable[[], Any]) -> CheckFailed:
    with pytest.raises(CheckFailed) as caught:
        call()
    return caught.value


def test_right_gradient_is_accepted() -> None:
    expect_gradient("gradient", gradient(POINT), loss, POINT)
    expect_gradient("gradient", gradient(POINT).tolist(), loss, POINT)
    expect_gradient("gradient", 4.0, lambda x: float(x**2), np.array(2.0))
    expect_gradient("gradient", np.zeros(3), lambda x: 5.0, np.ones(3))
    expect_gradient("gradient", [2e6], lambda x: float((x**2).sum()), np.array([1e6]))


def test_worst_entry_of_a_wrong_gradient_is_told() -> None:
    wrong = gradient(POINT)
    wrong[0, 1] *= 1.01
    wrong[1, 1] *= -1

    failed = failure(lambda: expect_gradient("gradient", wrong, loss, POINT))

    assert (failed.stage, failed.where) == ("values", "[1, 1]")
    assert "at index (1, 1): the slope there is -8.06" in failed.feedback
    assert failed.feedback.endswith("(relative error 2, the largest; 2 of 6 wrong).")
    assert failed.diff.count("*") == 2


def test_first_of_errors_that_differ_by_rounding_is_told() -> None:
    point = np.linspace(1.0, 2.0, 7)
    wrong = 0.25 * gradient(point) * (1 - 1e-8 * np.arange(7))

    assert failure(lambda: expect_gradient("gradient", wrong, loss, point)).where == "[0]"


@pytest.mark.parametrize(
    ("change", "stage"),
    [
        (lambda g: g.T, "shape"),
        (lambda g: g[0], "shape"),
        (lambda g: 2 * g, "values"),
        (lambda g: -g, "values"),
        (lambda g: g + 1e-2, "values"),
        (lambda g: g / g.size, "values"),
        (lambda g: np.where(g == g[0, 0], np.nan, g), "finite"),
    ],
)
def test_wrong_gradient_is_refused(change: Any, stage: str) -> None:
    wrong = change(gradient(POINT))

    assert failure(lambda: expect_gradient("gradient", wrong, loss, POINT)).stage == stage


def test_function_without_a_slope_is_the_graders_mistake() -> None:
    with pytest.raises(ValueError, match="must be finite"):
        expect_gradient("gradient", [1.0], lambda x: float("nan"), np.ones(1))


def test_sum_that_is_kept_is_accepted() -> None:
    expect_sums_to("belief", [0.25, 0.75])
    expect_sums_to("beliefs", np.full((3, 4), 0.25), 3)
    expect_sums_to("belief", [1.0, -1e-9, 1e-9])


@pytest.mark.parametrize(
    ("found", "words"),
    [
        ([0.25, 0.7], ": the sum should be 1 and is 0.95."),
        ([1.5, -0.5], "[1]: no entry may be below 0, found -0.5."),
        ([[0.5, 0.5], [1, 1]], ": the sum should be 1 and is 3."),
        ([], ": the sum should be 1 and is 0."),
        ([1.7e308, 1.7e308], ": the sum should be 1 and is inf."),
    ],
)
def test_sum_that_is_lost_is_told(found: Any, words: str) -> None:
    failed = failure(lambda: expect_sums_to("belief", found))

    assert failed.feedback.startswith("belief" + words)


@pytest.mark.parametrize("found", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize(
    "call",
    [
        lambda found: expect_gradient("it", found, loss, POINT),
        lambda found: expect_sums_to("it", found),
        lambda found: expect_sums_to("it", found, feedback="Own."),
    ],
)
def test_hostile_value_fails_with_a_sentence(call: Any, found: Any) -> None:
    with recording() as trace:
        failed = failure(lambda: call(found))

    assert failed.feedback.startswith(("it", "Own."))
    assert trace[0][0] == "it"
