"""Playing many bandits at once with one rule.

A rule sees the successes and failures of every arm, float[K, A] each, and the number of pulls
left, and answers with the arm to pull in each of the K bandits.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from metarl.shapes import FloatArray, float_array
from metarl.tasks.bandits import pull

Arms = NDArray[np.intp]
Rule = Callable[[FloatArray, FloatArray, int, np.random.Generator], Arms]


def play_arms(rule: Rule, p: FloatArray, pulls: int, rng: np.random.Generator) -> FloatArray:
    """Rewards of whole trials:  s_a + f_a counts the pulls of arm a so far, and both start at 0.

    Args:
        rule: what chooses the arms.
        p: float[K, A], probabilities of success of K bandits.
        pulls: pulls in a trial n, >= 1.
        rng: source of the rewards, and of what the rule draws.

    Returns:
        float[K], the sum of the rewards of each trial.

    Raises:
        ValueError: if ``p`` is not two-dimensional or ``pulls`` is below 1.

    Source: duan-2016-rl2, section 3.1.
    """
    chances = float_array("p", p, ndim=2)
    if pulls < 1:
        raise ValueError(f"pulls: expected 1 or more, found {pulls}")
    successes, failures = np.zeros_like(chances), np.zeros_like(chances)
    row = np.arange(len(chances))
    for left in range(pulls, 0, -1):
        arms = rule(successes, failures, left, rng)
        rewards = pull(chances, arms, rng)
        successes[row, arms] += rewards
        failures[row, arms] += 1 - rewards
    total: FloatArray = successes.sum(axis=1)
    return total


def largest(scores: FloatArray, rng: np.random.Generator) -> Arms:
    """The arm with the largest score, one of them at random where several share it.

    Args:
        scores: float[K, A].
        rng: what decides between equals.

    Returns:
        int[K], each 0 … A-1.

    Raises:
        ValueError: if ``scores`` is not two-dimensional.
    """
    if scores.ndim != 2:
        raise ValueError(f"scores: expected 2 dimension(s), found shape {scores.shape}")
    tied = scores == scores.max(axis=1, keepdims=True)
    arms: Arms = np.where(tied, rng.random(scores.shape), -1.0).argmax(axis=1)
    return arms


def random_arm(
    successes: FloatArray, failures: FloatArray, left: int, rng: np.random.Generator
) -> Arms:
    """Any arm:  P(a) = 1 / A.

    Args:
        successes: float[K, A]; only its shape matters.
        failures: float[K, A], not used.
        left: pulls left, not used.
        rng: source of the choice.

    Returns:
        int[K].

    Source: duan-2016-rl2, section 3.1.
    """
    return rng.integers(successes.shape[1], size=len(successes))
