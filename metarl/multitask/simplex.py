"""Minimisers on a line and on a simplex, which MGDA and CAGrad search."""

from __future__ import annotations

import numpy as np

from metarl.shapes import FloatArray, require_shape

STEPS = 1000
# share of the largest possible slope: where moving weight gains no more than that, it is done
GAP = 1e-12


def least_combination(products: FloatArray, slopes: FloatArray, radius: float) -> FloatArray:
    """Weights on the simplex with the least  w . b + s |G' w|,  by pairwise Frank-Wolfe steps.

    Each step moves weight from the task with the largest slope to the one with the smallest, as
    much as is best along that line.

    Args:
        products: float[K, K], the inner products of the gradients, G G'.
        slopes: float[K], b.
        radius: s, >= 0.

    Returns:
        float[K], >= 0 with sum 1.

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


def least_on_line(
    p: FloatArray, s: FloatArray, a: FloatArray, b: FloatArray, c: FloatArray, end: FloatArray
) -> FloatArray:
    """Minimiser in [0, end] of the convex function  p x + s sqrt(a x^2 + 2 b x + c).

    Where its slope vanishes, u = a x + b satisfies u = -p sqrt((a c - b^2) / (a s^2 - p^2)).

    Args:
        p: float[...], slope of the linear part.
        s: float[...], weight of the root, >= 0.
        a: float[...], >= 0; with b and c the squared length of a vector moving along a line.
        b: float[...].
        c: float[...], >= 0.
        end: float[...], the largest x, >= 0.

    Returns:
        float[...]; half of ``end`` where the function is constant.
    """
    inner = a * s * s - p * p
    u = -p * np.sqrt(safe_ratio(np.maximum(a * c - b * b, 0.0), np.maximum(inner, 0.0)))
    x = np.where(inner > 0, safe_ratio(u - b, a), np.where(p > 0, 0.0, end))
    x = np.where((inner > 0) | (p != 0), x, end / 2)
    return np.clip(x, 0.0, end)


def safe_ratio(above: FloatArray, below: FloatArray) -> FloatArray:
    """The quotient, and 0 where the divisor is 0 or less.

    Args:
        above: float[...].
        below: float[...], broadcast against it.

    Returns:
        float[...].
    """
    whole = below > 0
    return np.where(whole, above / np.where(whole, below, 1.0), 0.0)
