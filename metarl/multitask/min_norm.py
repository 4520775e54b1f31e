"""Any number of tasks: MGDA and CAGrad as a search over convex combinations of the gradients."""

from __future__ import annotations

import numpy as np

from metarl.multitask.pairs import least_on_line
from metarl.shapes import FloatArray, float_array, require_shape

STEPS = 1000
# share of the largest possible slope: where moving weight gains no more than that, it is done
GAP = 1e-12


def mgda(G: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Shortest convex combination of the gradients:  min_w |sum_i w_i g_i|^2.

    Args:
        G: float[T, P], one gradient per task.

    Returns:
        The weights float[T], >= 0 with sum 1, and the combination float[P]: a step along its
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
        G: float[T, P], one gradient per task.
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


def least_combination(products: FloatArray, slopes: FloatArray, radius: float) -> FloatArray:
    """Weights on the simplex with the least  w . b + s |G' w|,  by pairwise Frank-Wolfe steps.

    Each step moves weight from the task with the largest slope to the one with the smallest, as
    much as is best along that line.

    Args:
        products: float[T, T], the inner products of the gradients, G G'.
        slopes: float[T], b.
        radius: s, >= 0.

    Returns:
        float[T], >= 0 with sum 1.

    Raises:
        ValueError: if the shapes do not fit together or there is no task.

    Source: lacostejulien-2015-frank-wolfe, the pairwise variant.
    """
    tasks = len(products)
    if not tasks:
        raise ValueError("G: expected at least one task, found none")
    require_shape("products", products, (tasks, tasks))
    require_shape("slopes", slopes, (tasks,))
    weights = np.full(tasks, 1.0 / tasks)
    longest = float(products.diagonal().max())
    tolerance = GAP * (radius * longest + float(np.abs(slopes).max() * np.sqrt(longest)))
    for _ in range(STEPS):
        towards = products @ weights
        squared = max(float(weights @ towards), 0.0)
        # the slope of the objective times |G' w|, which stays finite where that vanishes
        slope = slopes * np.sqrt(squared) + radius * towards
        best = int(slope.argmin())
        worst = int(np.where(weights > 0, slope, -np.inf).argmax())
        if slope[worst] - slope[best] <= tolerance:
            break
        moved = least_on_line(
            slopes[best] - slopes[worst],
            np.asarray(radius),
            products[best, best] + products[worst, worst] - 2 * products[best, worst],
            towards[best] - towards[worst],
            np.asarray(squared),
            weights[worst],
        )
        # all of it exactly, so that a task once left out counts as left out
        rest = 0.0 if moved == weights[worst] else weights[worst] - moved
        weights[best] += weights[worst] - rest
        weights[worst] = rest
    return weights
