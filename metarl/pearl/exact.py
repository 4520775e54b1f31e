"""What PEARL approximates: posterior sampling on the point robot with the exact belief."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from metarl.shapes import FloatArray
from metarl.tasks.robot import best_plans, positions_of, sparse_reward

SAME_REWARD = 1e-9


def exact_returns(
    goals: FloatArray, explored: int, trials: int, rng: np.random.Generator, always: bool
) -> FloatArray:
    """h ~ p(g | what was seen), then the best plan for h:  an episode after each exploration.

    The belief is uniform over the goals in which all rewards so far would have been the same.

    Args:
        goals: float[K, 2], all that are possible; each trial's is one of them.
        explored: number of exploration episodes, M.
        trials: number of trials to simulate, N.
        rng: source of goals and hypotheses.
        always: whether exploration draws hypotheses from the belief so far, not from the prior.

    Returns:
        float[N, M + 1], the sparse return of one more episode after 0 … M exploration episodes.

    Raises:
        ValueError: if the goals are not float[K, 2].

    Source: rakelly-2019-pearl, Algorithm 2, with the exact belief.
    """
    paths = positions_of(best_plans(goals)[1])
    rewards = sparse_reward(paths[:, None], goals[None, :, None])
    seen = _alike(rewards)
    returns = rewards.sum(axis=-1)
    truth = rng.integers(len(goals), size=trials)
    possible = np.ones((trials, len(goals)), dtype=bool)
    after = np.zeros((trials, explored + 1))
    for episode in range(explored + 1):
        drawn = (possible * rng.random(possible.shape)).argmax(axis=1)
        after[:, episode] = returns[drawn, truth]
        tested = drawn if always else rng.integers(len(goals), size=trials)
        possible &= seen[tested] == seen[tested, truth][:, None]
    return after


class ExactEpisode(NamedTuple):
    """One episode of posterior sampling with the exact belief.

    Attributes:
        before: bool[K], the goals that were possible before it, all equally probable.
        hypothesis: the goal that was drawn and walked to.
        positions: float[21, 2], the start and where each move led.
        total: the sparse return.
        after: bool[K], the goals that are possible after it.
    """

    before: NDArray[np.bool_]
    hypothesis: int
    positions: FloatArray
    total: float
    after: NDArray[np.bool_]


def exact_trial(
    goals: FloatArray, truth: int, episodes: int, rng: np.random.Generator
) -> list[ExactEpisode]:
    """One trial, step by step:  h ~ p(g | what was seen),  then the best plan for h.

    Args:
        goals: float[K, 2], all that are possible.
        truth: the number of the goal that pays.
        episodes: episodes in the trial M.
        rng: source of the hypotheses.

    Returns:
        M episodes.

    Raises:
        ValueError: if the goals are not float[K, 2].

    Source: rakelly-2019-pearl, Algorithm 2, with the exact belief.
    """
    paths = positions_of(best_plans(goals)[1])
    possible = np.ones(len(goals), dtype=bool)
    trial = []
    for _ in range(episodes):
        drawn = int(rng.choice(np.flatnonzero(possible)))
        rewards = sparse_reward(paths[drawn], goals[:, None])
        alike = (np.abs(rewards - rewards[truth]) < SAME_REWARD).all(axis=1)
        walk = np.concatenate([np.zeros((1, 2)), paths[drawn]])
        total = float(rewards[truth].sum())
        trial.append(ExactEpisode(possible, drawn, walk, total, possible & alike))
        possible = possible & alike
    return trial


def _alike(rewards: FloatArray) -> NDArray[np.intp]:
    """For each path, a number for each goal, the same for goals that reward it the same."""
    rounded = rewards.round(9)
    return np.array([np.unique(each, axis=0, return_inverse=True)[1] for each in rounded])
