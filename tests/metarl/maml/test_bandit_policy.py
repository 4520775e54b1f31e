"""Policy-gradient MAML on bandits, against sums written out and central differences."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import numpy as np
import pytest

from metarl.maml.bandit_policy import (
    arm_probabilities,
    exact_meta_gradient,
    expected_reward,
    reward_gradient,
    reward_hessian,
    sampled_meta_gradient,
)
from metarl.shapes import FloatArray

TWO = np.array([[0.9, 0.1], [0.1, 0.9]])


def slope(
    function: Callable[[FloatArray], float | FloatArray], theta: FloatArray, step: float = 1e-5
) -> FloatArray:
    steps = step * np.eye(len(theta))
    return np.array([(function(theta + e) - function(theta - e)) / (2 * step) for e in steps])


@pytest.mark.parametrize(
    ("alpha", "theta", "value"),
    [(10, 0, 0.80464), (10, 1, 0.72741), (10, 2, 0.57338), (10, 3, 0.51327), (20, 0, 0.88561)],
)
def test_return_after_an_exact_step(alpha: float, theta: float, value: float) -> None:
    reward, _ = exact_meta_gradient(np.array([theta]), TWO, alpha)
    assert reward == pytest.approx(value, abs=5e-6)
    before = [expected_reward(np.array([theta]), means) for means in TWO]
    assert np.mean(before) == pytest.approx(0.5)


def test_both_gradients_after_an_exact_step() -> None:
    theta = np.array([1.0])
    _, full = exact_meta_gradient(theta, TWO, 10)
    _, first = exact_meta_gradient(theta, TWO, 10, first_order=True)
    assert full == pytest.approx([-0.152060], abs=5e-7)
    assert first == pytest.approx([-0.065873], abs=5e-7)


@pytest.mark.parametrize(
    ("theta", "alpha", "full", "pathwise"),
    [
        (0.5, 2, -0.03326, -0.02504),
        (1, 4, -0.08079, -0.06032),
        (2, 4, -0.04203, -0.02968),
    ],
)
def test_the_score_term_of_a_sampled_step(
    theta: float, alpha: float, full: float, pathwise: float
) -> None:
    start = np.array([theta], dtype=float)
    gradients = [
        sampled_meta_gradient(start, TWO, alpha, score)[1].item() for score in (True, False)
    ]
    assert gradients == pytest.approx([full, pathwise], abs=5e-6)


@pytest.mark.parametrize("gradient", [exact_meta_gradient, sampled_meta_gradient])
def test_meta_gradients_are_slopes_for_any_number_of_arms(
    gradient: Callable[[FloatArray, FloatArray, float], tuple[float, FloatArray]],
) -> None:
    rng = np.random.default_rng(0)
    theta, tasks = rng.normal(size=3), rng.uniform(size=(5, 4))
    expected = slope(lambda place: gradient(place, tasks, 3.0)[0], theta)
    assert gradient(theta, tasks, 3.0)[1] == pytest.approx(expected, rel=1e-6, abs=1e-9)


@pytest.mark.parametrize("pulls", [2, 3])
def test_steps_from_several_pulls_are_a_sum_over_all_their_orders(pulls: int) -> None:
    theta, tasks, alpha = np.array([0.4]), np.array([[0.8, 0.3], [0.2, 0.4]]), 3.0
    p, value = arm_probabilities(theta), 0.0
    kinds = list(itertools.product((0, 1), (0, 1)))
    for means in tasks:
        for batch in itertools.product(kinds, repeat=pulls):
            chance, step = 1.0, 0.0
            for arm, reward in batch:
                chance *= p[arm] * (means[arm] if reward else 1 - means[arm])
                step += (reward - 0.5) * ((arm == 0) - p[0]) / pulls
            value += chance * expected_reward(theta + alpha * step, means) / len(tasks)
    found, gradient = sampled_meta_gradient(theta, tasks, alpha, pulls=pulls)
    assert found == pytest.approx(value)
    expected = slope(lambda x: sampled_meta_gradient(x, tasks, alpha, pulls=pulls)[0], theta)
    assert gradient == pytest.approx(expected, rel=1e-6)


def test_gradient_of_several_pulls_is_a_slope_for_any_number_of_arms_and_baseline() -> None:
    rng = np.random.default_rng(2)
    theta, tasks = rng.normal(size=2), rng.uniform(size=(3, 3))

    def adapted(place: FloatArray) -> tuple[float, FloatArray]:
        return sampled_meta_gradient(place, tasks, 2.0, baseline=0.3, pulls=3)

    expected = slope(lambda place: adapted(place)[0], theta)
    assert adapted(theta)[1] == pytest.approx(expected, rel=1e-6)


def test_derivatives_of_the_return_are_slopes() -> None:
    rng = np.random.default_rng(1)
    theta, means = rng.normal(size=4), rng.uniform(size=5)
    expected = slope(lambda place: expected_reward(place, means), theta)
    assert reward_gradient(theta, means) == pytest.approx(expected, abs=1e-9)
    expected = slope(lambda place: reward_gradient(place, means), theta)
    assert reward_hessian(theta, means) == pytest.approx(expected, abs=1e-9)


def test_two_arms_are_a_sigmoid_even_when_sure() -> None:
    assert arm_probabilities(np.array([0.0])) == pytest.approx([0.5, 0.5])
    assert arm_probabilities(np.array([np.log(3.0)])) == pytest.approx([0.75, 0.25])
    assert arm_probabilities(np.array([800.0])) == pytest.approx([1.0, 0.0])


def test_wrong_shapes_are_named() -> None:
    with pytest.raises(ValueError, match=r"means: expected shape \(2,\), found \(3,\)"):
        expected_reward(np.zeros(1), np.zeros(3))
    with pytest.raises(ValueError, match=r"tasks: expected 2 dimension\(s\), found shape \(2,\)"):
        exact_meta_gradient(np.zeros(1), np.zeros(2), 1.0)
    with pytest.raises(ValueError, match=r"tasks: expected shape \(2,\), found \(3,\)"):
        sampled_meta_gradient(np.zeros(1), np.zeros((2, 3)), 1.0)
    with pytest.raises(ValueError, match="pulls: expected 1 or more, found 0"):
        sampled_meta_gradient(np.zeros(1), TWO, 1.0, pulls=0)
