"""Tasks with a quadratic loss, on which adaptation has a closed form."""

from __future__ import annotations

import numpy as np

from metarl.shapes import FloatArray, float_array, require_shape


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


def _offset(theta: FloatArray, curvature: FloatArray, centre: FloatArray) -> FloatArray:
    """Distance of the parameters from the minimiser, after the shape checks."""
    start = float_array("theta", theta, ndim=1)
    require_shape("centre", float_array("centre", centre, ndim=1), start.shape)
    matrix = float_array("curvature", curvature, ndim=2)
    require_shape("curvature", matrix, (len(start), len(start)))
    return start - np.asarray(centre, dtype=np.float64)
