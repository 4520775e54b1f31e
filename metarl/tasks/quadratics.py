"""Tasks with a quadratic loss, on which adaptation has a closed form."""

from __future__ import annotations

from typing import Literal

import numpy as np

from metarl.shapes import FloatArray, float_array, require_shape

# What a meta-learner follows: the loss itself, the loss after k steps, the same without second
# derivatives, or the way that k steps went.
Method = Literal["joint", "maml", "fomaml", "reptile"]


def quadratic_gradient(theta: FloatArray, curvature: FloatArray, centre: FloatArray) -> FloatArray:
    """Gradient of the loss 0.5 (theta - c)' A (theta - c):  A (theta - c).

    Args:
        theta: float[P], where the gradient is taken.
        curvature: float[P, P], the symmetric matrix A.
        centre: float[P], the minimiser c.

    Returns:
        float[P], the gradient.

    Raises:
        ValueError: if the shapes do not fit together.

    Source: finn-2017-maml, Algorithm 1, line 5, for this loss.
    """
    offset = _offset(theta, curvature, centre)
    return np.asarray(curvature, dtype=np.float64) @ offset


def adapted_quadratic(
    theta: FloatArray, curvature: FloatArray, centre: FloatArray, alpha: float, steps: int
) -> FloatArray:
    """Parameters after k gradient steps on that loss:  c + (I - alpha A)^k (theta - c).

    Args:
        theta: float[P], initial parameters.
        curvature: float[P, P], the symmetric matrix A.
        centre: float[P], the minimiser c.
        alpha: step size, > 0.
        steps: number of steps k, >= 0.

    Returns:
        float[P], the adapted parameters.

    Raises:
        ValueError: if the shapes do not fit together or ``steps`` is negative.

    Source: finn-2017-maml, Algorithm 1, line 6, repeated k times for this loss.
    """
    offset = _offset(theta, curvature, centre)
    if steps < 0:
        raise ValueError(f"steps: expected 0 or more, found {steps}")
    shrink = np.eye(len(offset)) - alpha * np.asarray(curvature, dtype=np.float64)
    return np.asarray(centre, dtype=np.float64) + np.linalg.matrix_power(shrink, steps) @ offset


def quadratic_meta_gradient(
    theta: FloatArray,
    curvature: FloatArray,
    centre: FloatArray,
    alpha: float,
    steps: int = 1,
    first_order: bool = False,
) -> FloatArray:
    """Gradient of the loss after k steps:  S^k A S^k (theta - c),  S = I - alpha A.

    Args:
        theta: float[P], initial parameters.
        curvature: float[P, P], the symmetric matrix A.
        centre: float[P], the minimiser c.
        alpha: step size, > 0.
        steps: number of steps k, >= 0; with 0 it is the gradient without adaptation.
        first_order: leave out the left S^k, as FOMAML does.

    Returns:
        float[P], the gradient with respect to the initial parameters.

    Raises:
        ValueError: if the shapes do not fit together or ``steps`` is negative.

    Source: finn-2017-maml, equation 1 and section 5.2, for this loss.
    """
    adapted = adapted_quadratic(theta, curvature, centre, alpha, steps)
    gradient = quadratic_gradient(adapted, curvature, centre)
    if first_order:
        return gradient
    shrink = np.eye(len(gradient)) - alpha * np.asarray(curvature, dtype=np.float64)
    return np.linalg.matrix_power(shrink, steps) @ gradient


def meta_weights(
    curvatures: FloatArray, alpha: float, method: Method, steps: int = 1
) -> FloatArray:
    """Pull of each one-dimensional task:  a,  a s^2k,  a s^k  or  1 - s^k,  with s = 1 - alpha a.

    The expected update of a method at theta is the sum of  w_i (c_i - theta)  over the tasks, up
    to a common factor. A negative weight pushes away from a centre.

    Args:
        curvatures: float[K], a_i > 0 of each task's loss a_i (theta - c_i)^2 / 2.
        alpha: step size of the inner loop, > 0.
        method: "joint", "maml", "fomaml" or "reptile", in the order of the formulas.
        steps: inner steps k, >= 0.

    Returns:
        float[K], the weights w_i.

    Raises:
        ValueError: if ``curvatures`` is not one-dimensional, ``steps`` is negative or the method
            is not one of them.

    Source: nichol-2018-reptile, section 5, worked out for this loss.
    """
    a = float_array("curvatures", curvatures, ndim=1)
    if steps < 0:
        raise ValueError(f"steps: expected 0 or more, found {steps}")
    shrink = (1 - alpha * a) ** steps
    weights = {"joint": a, "maml": a * shrink**2, "fomaml": a * shrink, "reptile": 1 - shrink}
    if method not in weights:
        raise ValueError(f"method: expected one of {', '.join(weights)}, found {method}")
    return weights[method]


def fixed_point(weights: FloatArray, centres: FloatArray) -> float:
    """Where the pulls cancel:  theta = sum_i w_i c_i / sum_i w_i.

    It attracts if the weights add up to more than 0.

    Args:
        weights: float[K], pull of each task.
        centres: float[K], minimiser c_i of each task.

    Returns:
        The initialisation at which the expected update is 0.

    Raises:
        ValueError: if the shapes do not fit together.

    Source: nichol-2018-reptile, section 5, worked out for this loss.
    """
    w = float_array("weights", weights, ndim=1)
    require_shape("centres", float_array("centres", centres, ndim=1), w.shape)
    return float(w @ np.asarray(centres, dtype=np.float64) / w.sum())


def mean_quadratic_loss(
    theta: float, curvatures: FloatArray, centres: FloatArray, alpha: float, steps: int
) -> float:
    """Mean loss after k steps in each task:  mean_i a_i (1 - alpha a_i)^2k (theta - c_i)^2 / 2.

    Args:
        theta: initial parameter.
        curvatures: float[K], a_i.
        centres: float[K], c_i.
        alpha: step size, > 0.
        steps: number of steps k, >= 0.

    Returns:
        The mean over the K tasks.

    Raises:
        ValueError: if the shapes do not fit together or ``steps`` is negative.

    Source: finn-2017-maml, equation 1, for this loss.
    """
    weights = meta_weights(curvatures, alpha, "maml", steps)
    places = float_array("centres", centres, ndim=1)
    require_shape("centres", places, weights.shape)
    return float(np.mean(weights * (theta - places) ** 2) / 2)


def _offset(theta: FloatArray, curvature: FloatArray, centre: FloatArray) -> FloatArray:
    """Distance of the parameters from the minimiser, after the shape checks."""
    start = float_array("theta", theta, ndim=1)
    require_shape("centre", float_array("centre", centre, ndim=1), start.shape)
    matrix = float_array("curvature", curvature, ndim=2)
    require_shape("curvature", matrix, (len(start), len(start)))
    return start - np.asarray(centre, dtype=np.float64)
