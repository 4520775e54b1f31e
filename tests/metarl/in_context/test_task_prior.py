"""Answers under two priors: the training tasks alone, or all tasks."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from metarl.in_context.task_prior import known_tasks_mean, ridge
from metarl.shapes import FloatArray


def a_prompt(w: FloatArray, examples: int, seed: int = 0) -> tuple[FloatArray, FloatArray]:
    x = np.random.default_rng(seed).normal(size=(1, examples, len(w)))
    return x, x @ w


def test_two_tasks_are_weighed_by_bayes_rule() -> None:
    # the residuals of the tasks 0 and 1 at x = 1, y = 0.6 are 0.6 and -0.4
    x, y = np.ones((1, 1, 1)), np.array([[0.6]])
    odds = np.exp((0.36 - 0.16) / (2 * 0.25))
    found = known_tasks_mean(x, y, np.array([[0.0], [1.0]]), 0.25)
    assert found[0, 0] == pytest.approx(odds / (1 + odds))


def test_a_single_task_is_the_answer_to_everything() -> None:
    x, y = a_prompt(np.array([5.0, 5.0]), examples=3)
    assert known_tasks_mean(x, y, np.array([[1.0, -2.0]]), 0.1).tolist() == [[1.0, -2.0]]


def test_the_task_that_fits_is_found_among_many() -> None:
    tasks = np.random.default_rng(1).normal(size=(500, 3))
    x, y = a_prompt(tasks[7], examples=9)
    assert known_tasks_mean(x, y, tasks, 1e-3) == pytest.approx(tasks[None, 7])


def test_ridge_is_least_squares_without_noise_and_zero_in_all_of_it() -> None:
    w = np.array([1.0, -2.0, 0.5])
    x, y = a_prompt(w, examples=6)
    assert ridge(x, y, 1e-12) == pytest.approx(w[None])
    assert ridge(x, y, 1e12) == pytest.approx(np.zeros((1, 3)), abs=1e-9)
    # one example in one dimension: x y / (x^2 + v)
    assert ridge(np.array([[[2.0]]]), np.array([[3.0]]), 1.0)[0, 0] == pytest.approx(6 / 5)


def test_ridge_is_the_limit_of_ever_more_tasks() -> None:
    x, y = a_prompt(np.array([0.7]), examples=2)
    tasks = np.random.default_rng(2).normal(size=(200_000, 1))
    assert known_tasks_mean(x, y, tasks, 0.5) == pytest.approx(ridge(x, y, 0.5), abs=0.01)


def among_two(x: FloatArray, y: FloatArray, variance: float) -> FloatArray:
    return known_tasks_mean(x, y, np.ones((2, 3)), variance)


@pytest.mark.parametrize("method", [among_two, ridge])
def test_what_does_not_fit_is_refused(
    method: Callable[[FloatArray, FloatArray, float], FloatArray],
) -> None:
    for x, y, variance in (
        (np.ones((2, 4)), np.ones((2, 4)), 1.0),
        (np.ones((2, 4, 3)), np.ones((2, 5)), 1.0),
        (np.ones((2, 4, 3)), np.ones((2, 4)), 0.0),
    ):
        with pytest.raises(ValueError, match="expected"):
            method(x, y, variance)
