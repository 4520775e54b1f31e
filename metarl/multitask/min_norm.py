"""Any number of tasks: MGDA and CAGrad as a search over convex combinations of the gradients."""

from __future__ import annotations

import numpy as np

from metarl.multitask.simplex import least_combination
from metarl.shapes import FloatArray, float_array


def mgda(G: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Shortest convex combination of the gradients:  min_w |sum_i w_i g_i|^2.

    Args:
        G: float[K, P], one gradient per task.

    Returns:
        The weights float[K], >= 0 with sum 1, and the combination float[P]: a step along its
        negative harms no task to first order.

    Raises:
        ValueError: if ``G`` is not two-dimensional or has no row.

    Source: sener-2018-mgda, section 3.2; desideri-2012-mgda.
    """
    gradients = float_array("G", G, ndim=2)
    weights = least_combination(gradients @ gradients.T, np.zeros(len(gradients)), 1.0)
    return weights, weights @ gradients


def cagrad(G: FloatArray, c: float) -> FloatArray:
    """Best worst improvement near the mean g_0:  max_d min_i g_i . d  with |d - g_0| <= c |g_0|.

    Args:
        G: float[K, P], one gradient per task.
        c: radius round the mean, in units of its length, in [0, 1).

    Returns:
        float[P]; with c = 0 the mean. The authors' code divides it by 1 + c afterwards.

    Raises:
        ValueError: if ``G`` is not two-dimensional or has no row, or ``c`` is out of range.

    Source: liu-2021-cagrad, Algorithm 1.
    """
    gradients = float_array("G", G, ndim=2)
    if not 0 <= c < 1:
        raise ValueError(f"c: expected 0 or more and less than 1, found {c}")
    mean = gradients.mean(axis=0)
    radius = c * float(np.sqrt(mean @ mean))
    products = gradients @ gradients.T
    chosen = least_combination(products, products.mean(axis=1), radius) @ gradients
    length = float(np.sqrt(chosen @ chosen))
    return np.asarray(mean + radius / length * chosen if length > 0 else mean)
