"""Bandits: K of them at once, each a row of success probabilities, or of rewards."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from metarl.shapes import FloatArray, float_array

# Of the bandit with an informative arm: what every other arm pays, and what the target pays.
PLAIN_REWARD = 1.0
TARGET_REWARD = 5.0


def independent_arms(
    count: int, arms: int, rng: np.random.Generator, low: float = 0.0, high: float = 1.0
) -> FloatArray:
    """Draw bandits whose arms tell nothing about each other:  p[i, a] ~ U[low, high].

    Args:
        count: number of bandits K, >= 1.
        arms: number of arms A, >= 1.
        rng: source of the draws.
        low: least probability of success.
        high: greatest one; [0.5, 1] lies outside what an agent trained on [0, 1] expects.

    Returns:
        float[K, A], probabilities of success.

    Raises:
        ValueError: if a number is below 1 or the bounds are not probabilities in rising order.

    Source: duan-2016-rl2, section 3.1.
    """
    if min(count, arms) < 1:
        raise ValueError(f"count, arms: expected 1 or more, found {count}, {arms}")
    if not 0 <= low <= high <= 1:
        raise ValueError(f"low, high: expected 0 <= low <= high <= 1, found {low}, {high}")
    return rng.uniform(low, high, (count, arms))


def dependent_arms(count: int, rng: np.random.Generator, better: float | None = None) -> FloatArray:
    """Draw bandits of two arms, each of which tells all about the other:  p, 1 - p.

    Args:
        count: number of bandits K, >= 1.
        rng: source of the draws.
        better: probability of the better arm, which is the first or the second by even chance;
            0.9 is called easy, 0.75 medium, 0.6 hard. None draws p ~ U[0, 1].

    Returns:
        float[K, 2], probabilities of success.

    Raises:
        ValueError: if ``count`` is below 1 or ``better`` is not in [0.5, 1].

    Source: wang-2016-learning-to-rl, section 3.1.2.
    """
    if count < 1:
        raise ValueError(f"count: expected 1 or more, found {count}")
    if better is None:
        first = rng.uniform(size=count)
    elif 0.5 <= better <= 1:
        first = rng.choice([better, 1 - better], count)
    else:
        raise ValueError(f"better: expected 0.5 to 1 or None, found {better}")
    return np.stack([first, 1 - first], axis=1)


def pull(p: FloatArray, arms: NDArray[np.integer], rng: np.random.Generator) -> FloatArray:
    """Reward of one arm of each bandit:  r[i] ~ Bernoulli(p[i, arms[i]]).

    Args:
        p: float[K, A], probabilities of success.
        arms: int[K], the arm of each bandit, 0 … A-1.
        rng: source of the rewards.

    Returns:
        float[K], 1 for a success and 0 for a failure.

    Raises:
        ValueError: if ``p`` is not two-dimensional or ``arms`` has another length.

    Source: duan-2016-rl2, section 3.1.
    """
    chances = float_array("p", p, ndim=2)
    if np.shape(arms) != (len(chances),):
        raise ValueError(f"arms: expected shape ({len(chances)},), found {np.shape(arms)}")
    chosen = np.take_along_axis(chances, np.asarray(arms)[:, None], axis=1)[:, 0]
    return (rng.random(len(chances)) < chosen).astype(np.float64)


def informative_rewards(targets: NDArray[np.integer], arms: int = 10) -> FloatArray:
    """Rewards of bandits with an informative arm:  1 each, target 5, last index / A.

    The rewards are certain. The last arm pays least, but its reward names the target.

    Args:
        targets: int[K], the best arm of each bandit, 1 … A as the paper counts them.
        arms: number of ordinary arms A.

    Returns:
        float[K, A + 1], the reward of each arm, the informative one last.

    Raises:
        ValueError: if a target is not an ordinary arm.

    Source: wang-2016-learning-to-rl, section 3.1.3.
    """
    best = np.asarray(targets)
    if best.ndim != 1 or not np.all((best >= 1) & (best <= arms)):
        raise ValueError(f"targets: expected a list of 1 to {arms}, found {best.tolist()}")
    rewards = np.full((len(best), arms + 1), PLAIN_REWARD)
    rewards[np.arange(len(best)), best - 1] = TARGET_REWARD
    rewards[:, arms] = best / arms
    return rewards
