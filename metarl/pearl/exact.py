"""What PEARL approximates: posterior sampling on the point robot with the exact belief."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from metarl.shapes import FloatArray
from metarl.tasks.robot import best_plans, positions_of, sparse_reward


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


def _alike(rewards: FloatArray) -> NDArray[np.intp]:
    """For each path, a number for each goal, the same for goals that reward it the same."""
    rounded = rewards.round(9)
    return np.array([np.unique(each, axis=0, return_inverse=True)[1] for each in rounded])
