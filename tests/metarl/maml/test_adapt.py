"""The inner loop of MAML against numbers worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest

from metarl.maml import inner_adapt
from metarl.shapes import FloatArray
from metarl.tasks.quadratics import adapted_quadratic, quadratic_gradient

CURVATURE = np.diag([1.0, 10.0])
CENTRE = np.zeros(2)


def bowl(theta: FloatArray) -> FloatArray:
    return quadratic_gradient(theta, CURVATURE, CENTRE)


def test_three_steps_multiply_by_one_minus_alpha_times_curvature() -> None:
    # 1 - 0.05 * (1, 10) = (0.95, 0.5); to the third power (0.857375, 0.125).
    adapted = inner_adapt(np.ones(2), bowl, alpha=0.05, steps=3)
    assert adapted == pytest.approx([0.857375, 0.125])


def test_zero_steps_give_an_equal_but_separate_array() -> None:
    theta = np.array([1.0, -2.0])
    adapted = inner_adapt(theta, bowl, alpha=0.05, steps=0)
    assert adapted.tolist() == [1.0, -2.0]
    assert adapted is not theta


def test_the_initial_parameters_stay() -> None:
    theta = np.ones(2)
    inner_adapt(theta, bowl, alpha=0.05, steps=4)
    assert theta.tolist() == [1.0, 1.0]


def test_grad_fn_is_called_once_per_step_at_the_newest_parameters() -> None:
    places = []

    def grad_fn(theta: FloatArray) -> FloatArray:
        places.append(theta.tolist())
        return np.array([2.0])

    inner_adapt(np.array([1.0]), grad_fn, alpha=0.25, steps=3)
    # Each step subtracts 0.25 * 2.
    assert places == [[1.0], [0.5], [0.0]]


def test_the_loop_agrees_with_the_closed_form_of_a_tilted_bowl() -> None:
    curvature = np.array([[2.0, 1.0], [1.0, 3.0]])
    centre = np.array([0.5, -1.0])
    theta = np.array([4.0, 2.0])
    adapted = inner_adapt(
        theta, lambda place: quadratic_gradient(place, curvature, centre), alpha=0.1, steps=7
    )
    assert adapted == pytest.approx(adapted_quadratic(theta, curvature, centre, 0.1, 7))


def test_one_step_in_a_tilted_bowl_by_hand() -> None:
    # offset (1, 0), gradient (2, 1), so (1, 0) - 0.1 (2, 1).
    curvature = np.array([[2.0, 1.0], [1.0, 3.0]])
    assert adapted_quadratic(np.array([1.0, 0.0]), curvature, CENTRE, 0.1, 1) == pytest.approx(
        [0.8, -0.1]
    )


@pytest.mark.parametrize(
    ("centre", "after_one_step"),
    # Curvature 4, alpha 0.2: the distance from the centre is multiplied by 1 - 0.8.
    [(0.0, 0.2), (1.0, 1.0), (-4.0, -3.0)],
)
def test_one_dimension(centre: float, after_one_step: float) -> None:
    adapted = adapted_quadratic(np.array([1.0]), np.array([[4.0]]), np.array([centre]), 0.2, 1)
    assert adapted == pytest.approx([after_one_step])


def test_wrong_shapes_are_named() -> None:
    with pytest.raises(ValueError, match=r"theta: expected 1 dimension\(s\), found shape \(2, 2\)"):
        inner_adapt(np.eye(2), bowl, 0.1, 1)
    with pytest.raises(ValueError, match=r"grad_fn\(theta\): expected shape \(2,\), found \(3,\)"):
        inner_adapt(np.ones(2), lambda theta: np.ones(3), 0.1, 1)
    with pytest.raises(ValueError, match="steps: expected 0 or more, found -1"):
        inner_adapt(np.ones(2), bowl, 0.1, -1)
    with pytest.raises(ValueError, match=r"curvature: expected shape \(2, 2\), found \(3, 3\)"):
        quadratic_gradient(np.ones(2), np.eye(3), CENTRE)
    with pytest.raises(ValueError, match=r"centre: expected shape \(2,\), found \(1,\)"):
        quadratic_gradient(np.ones(2), CURVATURE, np.zeros(1))
    with pytest.raises(ValueError, match="steps: expected 0 or more, found -2"):
        adapted_quadratic(np.ones(2), CURVATURE, CENTRE, 0.1, -2)
