"""Thompson sampling: pull the arm that is best in one world drawn from the belief."""

from __future__ import annotations

import numpy as np

from metarl.explore.arms import Arms
from metarl.planning.bandit_values import posterior_mean
from metarl.shapes import FloatArray


def thompson(
    successes: FloatArray, failures: FloatArray, left: int, rng: np.random.Generator
) -> Arms:
    """Sample and compare:  argmax_a theta_a,  theta_a ~ Beta(s_a + 1, f_a + 1).

    Args:
        successes: float[K, A].
        failures: float[K, A].
        left: pulls left, not used.
        rng: source of the samples.

    Returns:
        int[K].

    Source: thompson-1933-likelihood.
    """
    arms: Arms = rng.beta(successes + 1, failures + 1).argmax(axis=1)
    return arms


def optimistic_thompson(
    successes: FloatArray, failures: FloatArray, left: int, rng: np.random.Generator
) -> Arms:
    """Never less than the mean:  argmax_a max(theta_a, E[theta_a]),  theta_a as above.

    Args:
        successes: float[K, A].
        failures: float[K, A].
        left: pulls left, not used.
        rng: source of the samples.

    Returns:
        int[K].

    Source: may-2012-optimistic.
    """
    theta = rng.beta(successes + 1, failures + 1)
    arms: Arms = np.maximum(theta, posterior_mean(successes, failures)).argmax(axis=1)
    return arms
