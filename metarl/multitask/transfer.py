"""When linear regression tasks should share their weights: the exact excess risks.

They are bias and variance of least squares, worked out for the question that multi-task learning
asks.
"""

from __future__ import annotations

import numpy as np

from metarl.shapes import FloatArray, float_array, require_shape


def excess_risk(w1: FloatArray, w2: FloatArray, sigma: float, n: int, share: bool) -> float:
    """Risk of one task beyond its noise:  d s^2/n alone,  |w1 - w2|^2/4 + d s^2/(2n) shared.

    Each task has n examples with orthonormal inputs, X'X = n I, and noise of variance s^2.

    Args:
        w1: float[d], true weights of one task.
        w2: float[d], true weights of the other.
        sigma: standard deviation s of the noise, >= 0.
        n: examples of each task, >= 1.
        share: whether both tasks are fitted with the same weights.

    Returns:
        float, the expected squared distance of the fitted weights from the true ones.

    Raises:
        ValueError: if the shapes do not fit together, or ``sigma`` or ``n`` is out of range.
    """
    squared, variance = _parts(w1, w2, sigma, n)
    return squared / 4 + variance / 2 if share else variance


def transfer_helps(w1: FloatArray, w2: FloatArray, sigma: float, n: int) -> bool:
    """Whether sharing lowers the risk:  |w1 - w2|^2 < 2 d s^2 / n.

    Args:
        w1: float[d], true weights of one task.
        w2: float[d], true weights of the other.
        sigma: standard deviation s of the noise, >= 0.
        n: examples of each task, >= 1.

    Returns:
        True for positive transfer; False for negative transfer, and for none.

    Raises:
        ValueError: if the shapes do not fit together, or ``sigma`` or ``n`` is out of range.
    """
    squared, variance = _parts(w1, w2, sigma, n)
    return squared < 2 * variance


def pooled_risks(W: FloatArray, sigma: float, n: int) -> FloatArray:
    """Risk of each of K tasks that are all fitted together:  |w_i - w_mean|^2 + d s^2/(K n).

    Args:
        W: float[K, d], true weights of each task.
        sigma: standard deviation s of the noise, >= 0.
        n: examples of each task, with orthonormal inputs, >= 1.

    Returns:
        float[K], the expected squared distances of the fitted weights from the true ones. A task
        that is fitted alone has  d s^2/n.

    Raises:
        ValueError: if ``W`` is not two-dimensional, or ``sigma`` or ``n`` is out of range.
    """
    weights = float_array("W", W, ndim=2)
    away = weights - weights.mean(axis=0)
    variance = _variance(weights.shape[1], sigma, n)
    return np.asarray((away * away).sum(axis=1) + variance / len(weights))


def _parts(w1: FloatArray, w2: FloatArray, sigma: float, n: int) -> tuple[float, float]:
    """Squared distance of the tasks, and the variance of a fit to one of them."""
    first, second = float_array("w1", w1, ndim=1), float_array("w2", w2, ndim=1)
    require_shape("w2", second, first.shape)
    apart = first - second
    return float(apart @ apart), _variance(len(first), sigma, n)


def _variance(weights: int, sigma: float, n: int) -> float:
    """Of a fit to one task alone."""
    if sigma < 0:
        raise ValueError(f"sigma: expected 0 or more, found {sigma}")
    if n < 1:
        raise ValueError(f"n: expected 1 or more, found {n}")
    return weights * sigma**2 / n
