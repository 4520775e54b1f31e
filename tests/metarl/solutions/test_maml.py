"""What solutions compute is what the reference methods compute."""

from __future__ import annotations

import numpy as np
import pytest

from metarl import maml, networks
from metarl.shapes import FloatArray
from tests.metarl.solutions.solution import solution_of


@pytest.mark.parametrize("seed", range(3))
def test_inner_adapt(seed: int) -> None:
    rng = np.random.default_rng(seed)
    weights, theta = rng.normal(size=(3, 3)), rng.normal(size=3)
    arguments = (theta, lambda place: np.tanh(weights @ place), 0.1, 6)
    adapted = solution_of("maml/inner-adapt")["inner_adapt"](*arguments)
    assert adapted == pytest.approx(maml.inner_adapt(*arguments))


@pytest.mark.parametrize("seed", range(3))
def test_maml_gradient(seed: int) -> None:
    # Half of the squared distance from a line's targets, each point with a weight of its own.
    rng = np.random.default_rng(seed)
    theta, tasks = rng.normal(size=(2, 2)), [tuple(rng.normal(size=(4, 2, 2))) for _ in range(3)]

    def gradient(theta: FloatArray, x: FloatArray, y: FloatArray) -> FloatArray:
        return np.asarray(x * (np.sin(theta) - y) * np.cos(theta))

    def hvp(theta: FloatArray, x: FloatArray, y: FloatArray, v: FloatArray) -> FloatArray:
        return np.asarray(x * (y * np.sin(theta) + np.cos(2 * theta)) * v)

    found = solution_of("maml/maml-gradient")["maml_grad"](theta, tasks, 0.3, gradient, hvp)
    expected = maml.maml_gradient(theta, tasks, 0.3, gradient, hvp)
    assert found == pytest.approx(expected)


@pytest.mark.parametrize("seed", range(3))
def test_two_arms(seed: int) -> None:
    rng = np.random.default_rng(seed)
    theta, means, alpha = rng.normal(size=1), rng.uniform(size=(3, 2)), rng.uniform(1.0, 6.0)
    shown = solution_of("maml/two-arms")
    for name, reference in (
        ("exact_gradient", maml.exact_meta_gradient),
        ("sampled_gradient", maml.sampled_meta_gradient),
    ):
        value, gradient = reference(theta, means, alpha)
        assert shown[name](theta[0], means, alpha) == pytest.approx((value, gradient[0]))


@pytest.mark.parametrize("seed", range(3))
def test_logistic_meta_gradient(seed: int) -> None:
    # The inner loop is metarl's, and the derivative through it by differences.
    rng = np.random.default_rng(seed)
    x, theta = rng.normal(size=(2, 4, 2)), rng.normal(size=2)
    y = np.floor(2 * rng.random((2, 4)))
    shown = solution_of("maml/right-for-one-step")

    def loss(start: FloatArray) -> float:
        def slope(place: FloatArray) -> FloatArray:
            return np.asarray(x[0].T @ (networks.sigmoid(x[0] @ place) - y[0]) / 4)

        z = x[1] @ maml.inner_adapt(start, slope, 0.8, seed + 1)
        return float(np.mean(networks.softplus(z) - y[1] * z))

    step = 1e-6 * np.eye(2)
    expected = [(loss(theta + e) - loss(theta - e)) / 2e-6 for e in step]
    task = (x[0], y[0], x[1], y[1])
    found = shown["meta_gradient"](theta, [task], 0.8, seed + 1)
    assert found == pytest.approx(np.array(expected), abs=1e-6)


@pytest.mark.parametrize("seed", range(3))
def test_training_with_adam(seed: int) -> None:
    rng = np.random.default_rng(seed)
    start, places = rng.normal(size=3), list(rng.normal(size=(6, 3)))
    draws = iter(places)
    train = solution_of("maml/train-on-waves")["train"]

    found = train(start, lambda: next(draws), lambda theta, place: np.sin(theta - place), 6, 0.1)

    theta, adam = start.copy(), networks.Adam(0.1)
    for place in places:
        adam.step([theta], [np.sin(theta - place)])
    np.testing.assert_allclose(found, theta, rtol=1e-9)
