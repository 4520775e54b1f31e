"""What a trained policy earns on new tasks, with as little left to chance as can be."""

from __future__ import annotations

import numpy as np

from metarl.rl2.batches import Bandits
from metarl.rl2.policy import RecurrentPolicy
from metarl.rl2.reinforce import roll_out
from metarl.shapes import FloatArray


def expected_rewards(
    policy: RecurrentPolicy, tasks: Bandits, count: int, rng: np.random.Generator
) -> FloatArray:
    """What the pulls of a trial are worth:  sum_t p[a_t], with a_t the most probable action.

    The chances of the arms stand for the rewards, which have the same mean and spread more.

    Args:
        policy: trained.
        tasks: bandits with as many arms.
        count: number of new tasks B.
        rng: source of the tasks and of the rewards that the policy sees.

    Returns:
        float[B], in successes.

    Source: duan-2016-rl2, section 3.1.
    """
    actions = roll_out(policy, tasks, count, rng, greedy=True).actions
    worth: FloatArray = np.take_along_axis(tasks.p, actions.T, axis=1).sum(axis=1)
    return worth


def expected_regrets(
    policy: RecurrentPolicy, tasks: Bandits, count: int, rng: np.random.Generator
) -> FloatArray:
    """What the best arm would have brought more:  T max_a p[a] - sum_t p[a_t].

    Args:
        policy: trained.
        tasks: bandits with as many arms.
        count: number of new tasks B.
        rng: source of the tasks and of the rewards that the policy sees.

    Returns:
        float[B], in successes, >= 0.

    Source: wang-2016-learning-to-rl, section 3.1.
    """
    worth = expected_rewards(policy, tasks, count, rng)
    regret: FloatArray = tasks.steps * tasks.p.max(axis=1) - worth
    return regret
