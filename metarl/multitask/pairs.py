"""Two tasks at once: remedies that have a closed form, for one pair of gradients or for many.

Every function takes ``G`` as float[..., 2, P], so that several descents run side by side.
"""

from __future__ import annotations

import numpy as np

from metarl.multitask.simplex import least_on_line, safe_ratio
from metarl.shapes import FloatArray


def pcgrad_pair(G: FloatArray) -> FloatArray:
    """PCGrad for two tasks:  sum_i g_i - min(g_1 . g_2, 0) / |g_j|^2 g_j, j the other task.

    Args:
        G: float[..., 2, P], the gradients of the two tasks.

    Returns:
        float[..., P], the sum of the projected gradients.

    Raises:
        ValueError: if there are not two tasks.

    Source: yu-2020-pcgrad, Algorithm 1; two tasks need no order.
    """
    first, second = _both(G)
    dot = np.minimum(_dot(first, second), 0.0)
    return (
        first * (1.0 - safe_ratio(dot, _dot(first, first)))[..., None]
        + second * (1.0 - safe_ratio(dot, _dot(second, second)))[..., None]
    )


def mgda_pair(G: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Shortest convex combination:  gamma = clip((g_2 - g_1) . g_2 / |g_1 - g_2|^2, 0, 1).

    Args:
        G: float[..., 2, P], the gradients of the two tasks.

    Returns:
        gamma float[...] in [0, 1], a half where the two are equal, and the combination
        gamma g_1 + (1 - gamma) g_2, float[..., P]: it is zero, or agrees with both.

    Raises:
        ValueError: if there are not two tasks.

    Source: sener-2018-mgda, section 3.2.
    """
    first, second = _both(G)
    apart = first - second
    squared = _dot(apart, apart)
    gamma = np.clip(safe_ratio(-_dot(apart, second), squared), 0.0, 1.0)
    gamma = np.where(squared > 0, gamma, 0.5)
    return gamma, second + gamma[..., None] * apart


def cagrad_pair(G: FloatArray, c: float) -> FloatArray:
    """Best worst improvement near the mean g_0:  max_d min_i g_i . d  with |d - g_0| <= c |g_0|.

    The solution is d = g_0 + c |g_0| g_w / |g_w|, where g_w is the convex combination that makes
    g_w . g_0 + c |g_0| |g_w| least.

    Args:
        G: float[..., 2, P], the gradients of the two tasks.
        c: radius round the mean, in units of its length, in [0, 1).

    Returns:
        float[..., P]; the mean itself where g_w vanishes.

    Raises:
        ValueError: if there are not two tasks or ``c`` is out of range.

    Source: liu-2021-cagrad, Algorithm 1.
    """
    first, second = _both(G)
    if not 0 <= c < 1:
        raise ValueError(f"c: expected 0 or more and less than 1, found {c}")
    mean = (first + second) / 2
    radius = c * np.sqrt(_dot(mean, mean))
    apart = first - second
    share = least_on_line(
        *(_dot(apart, mean), radius, _dot(apart, apart), _dot(apart, second), _dot(second, second)),
        np.ones(()),
    )
    chosen = second + share[..., None] * apart
    length = np.sqrt(_dot(chosen, chosen))
    return mean + safe_ratio(radius, length)[..., None] * chosen


def _both(G: FloatArray) -> tuple[FloatArray, FloatArray]:
    """The two gradients, once there are two."""
    gradients = np.asarray(G, dtype=np.float64)
    if gradients.ndim < 2 or gradients.shape[-2] != 2:
        raise ValueError(f"G: expected shape (..., 2, P), found {gradients.shape}")
    return gradients[..., 0, :], gradients[..., 1, :]


def _dot(left: FloatArray, right: FloatArray) -> FloatArray:
    return np.asarray((left * right).sum(axis=-1))
