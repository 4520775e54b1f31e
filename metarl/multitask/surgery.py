"""Gradient surgery: what to do when the gradients of several tasks disagree."""

from __future__ import annotations

import numpy as np

from metarl.shapes import FloatArray, float_array


def conflict(G: FloatArray) -> FloatArray:
    """Cosines between the tasks' gradients:  C[i, j] = g_i . g_j / (|g_i| |g_j|).

    Args:
        G: float[K, P], one gradient per task.

    Returns:
        float[K, K]; a negative entry is a conflict, and every entry of a zero gradient is 0.

    Raises:
        ValueError: if ``G`` is not two-dimensional.

    Source: yu-2020-pcgrad, Definition 1.
    """
    gradients = float_array("G", G, ndim=2)
    norms = np.sqrt((gradients * gradients).sum(axis=1))
    scale = np.outer(norms, norms)
    return np.divide(gradients @ gradients.T, scale, out=np.zeros_like(scale), where=scale > 0)


def pcgrad(G: FloatArray, rng: np.random.Generator) -> FloatArray:
    """Sum of the gradients without their conflicts:  g_i <- g_i - (g_i . g_j / |g_j|^2) g_j.

    The projection happens only where g_i . g_j < 0. It is always on the original g_j, and each
    task visits the others in a random order of its own, because from three tasks on the order
    changes the result.

    Args:
        G: float[K, P], one gradient per task.
        rng: source of the random orders.

    Returns:
        float[P], the sum of the projected gradients.

    Raises:
        ValueError: if ``G`` is not two-dimensional.

    Source: yu-2020-pcgrad, Algorithm 1.
    """
    gradients = float_array("G", G, ndim=2)
    total = np.zeros(gradients.shape[1])
    for i, original in enumerate(gradients):
        projected = original.copy()
        others = [j for j in range(len(gradients)) if j != i]
        for j in rng.permutation(others):
            dot = projected @ gradients[j]
            if dot < 0:
                projected -= dot / (gradients[j] @ gradients[j]) * gradients[j]
        total += projected
    return total
