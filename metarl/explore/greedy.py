"""Pulling the arm that looks best, always or most of the time."""

from __future__ import annotations

import numpy as np

from metarl.explore.arms import Arms, largest, random_arm
from metarl.planning.bandit_values import posterior_mean
from metarl.shapes import FloatArray


def greedy(
    successes: FloatArray, failures: FloatArray, left: int, rng: np.random.Generator
) -> Arms:
    """The arm with the largest posterior mean:  argmax_a (s_a + 1) / (s_a + f_a + 2).

    Args:
        successes: float[K, A].
        failures: float[K, A].
        left: pulls left, not used.
        rng: what decides between equals.

    Returns:
        int[K].

    Source: duan-2016-rl2, section 3.1.
    """
    return largest(posterior_mean(successes, failures), rng)


def epsilon_greedy(
    successes: FloatArray,
    failures: FloatArray,
    left: int,
    rng: np.random.Generator,
    epsilon: float,
) -> Arms:
    """The greedy arm most of the time:  P(any arm instead) = epsilon.

    Args:
        successes: float[K, A].
        failures: float[K, A].
        left: pulls left, not used.
        rng: source of the choices.
        epsilon: share of random pulls, in [0, 1].

    Returns:
        int[K].

    Raises:
        ValueError: if ``epsilon`` is out of range.

    Source: duan-2016-rl2, section 3.1.
    """
    if not 0 <= epsilon <= 1:
        raise ValueError(f"epsilon: expected 0 to 1, found {epsilon}")
    chosen = greedy(successes, failures, left, rng)
    other = random_arm(successes, failures, left, rng)
    return np.where(rng.random(len(chosen)) < epsilon, other, chosen)
