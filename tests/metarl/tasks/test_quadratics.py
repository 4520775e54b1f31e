"""Quadratic tasks: where each meta-learner comes to rest, and what its gradient is there."""

from __future__ import annotations

from typing import cast

import numpy as np
import pytest

from metarl.shapes import FloatArray
from metarl.tasks.quadratics import (
    Method,
    adapted_quadratic,
    fixed_point,
    mean_quadratic_loss,
    meta_weights,
    quadratic_meta_gradient,
)

CURVATURES, CENTRES = np.array([1.0, 4.0]), np.array([0.0, 1.0])


@pytest.mark.parametrize(
    ("steps", "first_order", "expected"),
    # alpha 0.05 shrinks the two directions by 0.95 and 0.5; the gradient itself is (1, 10).
    [
        (0, False, (1, 10)),
        (1, True, (0.95, 5)),
        (1, False, (0.9025, 2.5)),
        (2, False, (0.95**4, 0.625)),
    ],
)
def test_gradients_in_a_bowl(steps: int, first_order: bool, expected: tuple[float, float]) -> None:
    bowl = np.diag([1.0, 10.0])
    gradient = quadratic_meta_gradient(np.ones(2), bowl, np.zeros(2), 0.05, steps, first_order)
    assert gradient == pytest.approx(expected, abs=1e-12)


def test_the_meta_gradient_is_the_slope_of_the_loss_after_the_steps() -> None:
    rng = np.random.default_rng(0)
    root, centre, theta = rng.normal(size=(3, 3)), rng.normal(size=3), rng.normal(size=3)
    curvature = root @ root.T

    def loss(start: FloatArray) -> float:
        offset = adapted_quadratic(start, curvature, centre, 0.05, 3) - centre
        return float(offset @ curvature @ offset / 2)

    step = 1e-5
    slopes = [(loss(theta + step * e) - loss(theta - step * e)) / (2 * step) for e in np.eye(3)]
    gradient = quadratic_meta_gradient(theta, curvature, centre, 0.05, 3)
    assert gradient == pytest.approx(slopes, rel=1e-7)


@pytest.mark.parametrize(
    ("alpha", "joint", "maml", "fomaml", "reptile"),
    [
        (0.1, 0.8, 0.64, 0.7273, 0.6925),
        (0.2, 0.8, 0.2, 0.5, 0.59789),
        (0.25, 0.8, 0.0, 0.0, 0.5673),
        (0.3, 0.8, 0.24615, 8.0, 0.54595),
    ],
)
def test_fixed_points(
    alpha: float, joint: float, maml: float, fomaml: float, reptile: float
) -> None:
    def rest_of(method: Method, steps: int = 1) -> float:
        return fixed_point(meta_weights(CURVATURES, alpha, method, steps), CENTRES)

    rest = [rest_of("joint"), rest_of("maml"), rest_of("fomaml"), rest_of("reptile", 5)]
    assert rest == pytest.approx([joint, maml, fomaml, reptile], abs=5e-5)


def test_reptile_with_one_step_rests_where_joint_training_does() -> None:
    weights = meta_weights(CURVATURES, 0.2, "reptile", 1)
    assert fixed_point(weights, CENTRES) == pytest.approx(0.8)


def test_beyond_the_curvature_fomaml_pushes_away_from_a_task() -> None:
    assert meta_weights(CURVATURES, 0.3, "fomaml") == pytest.approx([0.7, -0.8])
    assert min(meta_weights(CURVATURES, 0.3, "maml")) > 0


@pytest.mark.parametrize(
    ("start", "before", "after"),
    [(0.8, 0.2, 0.104), (0.2, 0.65, 0.032), (0.5, 0.3125, 0.05), (0.59789, 0.25106, 0.0637)],
)
def test_the_best_start_is_the_worst_without_a_step(
    start: float, before: float, after: float
) -> None:
    losses = [mean_quadratic_loss(start, CURVATURES, CENTRES, 0.2, steps) for steps in (0, 1)]
    assert losses == pytest.approx([before, after], abs=6e-5)


def test_the_meta_gradient_vanishes_at_the_fixed_point_of_maml() -> None:
    pull = [
        quadratic_meta_gradient(np.array([0.2]), np.array([[a]]), np.array([c]), 0.2)[0]
        for a, c in zip(CURVATURES, CENTRES, strict=True)
    ]
    assert sum(pull) == pytest.approx(0, abs=1e-15)


def test_wrong_input_is_named() -> None:
    with pytest.raises(ValueError, match="steps: expected 0 or more, found -1"):
        meta_weights(CURVATURES, 0.1, "maml", -1)
    with pytest.raises(ValueError, match=r"method: expected one of joint, .*, reptile, found x"):
        meta_weights(CURVATURES, 0.1, cast("Method", "x"))
    with pytest.raises(ValueError, match=r"centres: expected shape \(2,\), found \(1,\)"):
        fixed_point(CURVATURES, np.zeros(1))
    with pytest.raises(ValueError, match=r"centres: expected shape \(2,\), found \(1,\)"):
        mean_quadratic_loss(0.0, CURVATURES, np.zeros(1), 0.1, 1)
