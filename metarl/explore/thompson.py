"""Thompson sampling: pull the arm that is best in one world drawn from the belief."""

from __future__ import annotations

import math

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


def chance_of_first(a: int, b: int, c: int, d: int) -> float:
    """How often Thompson sampling pulls the first of two arms:  P(Beta(a, b) > Beta(c, d)).

    For whole numbers this is  sum_{i < a} C(b + i - 1, i) B(c + i, b + d) / B(c, d).

    Args:
        a: successes of the first arm and its prior, >= 1.
        b: failures of the first arm and its prior, >= 1.
        c: successes of the second arm and its prior, >= 1.
        d: failures of the second arm and its prior, >= 1.

    Returns:
        float, in (0, 1).

    Raises:
        ValueError: if a number is below 1.

    Source: thompson-1933-likelihood, for the rule; the sum follows from integrating by parts.
    """
    if min(a, b, c, d) < 1:
        raise ValueError(f"a, b, c, d: expected 1 or more, found {(a, b, c, d)}")

    def log_beta(x: int, y: int) -> float:
        return math.lgamma(x) + math.lgamma(y) - math.lgamma(x + y)

    ways = [math.log(math.comb(b + i - 1, i)) for i in range(a)]
    return sum(math.exp(ways[i] + log_beta(c + i, b + d) - log_beta(c, d)) for i in range(a))
