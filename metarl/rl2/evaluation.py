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


def exact_rewards(policy: RecurrentPolicy, tasks: Bandits) -> FloatArray:
    """What each pull of a trial is worth on arms from U[0, 1], with nothing left to chance.

    The most probable arm follows from what has been seen. So every history of T rewards leads to
    one sequence of arms, and its chance is a product of (s_a + 1) / (s_a + f_a + 2), the mean of
    an arm after s_a successes and f_a failures; there are 2^T histories.

    Args:
        policy: trained.
        tasks: bandits; only their numbers of arms and of pulls are used, and the pulls are few.

    Returns:
        float[T], the expected reward of each pull, in [0, 1].

    Source: duan-2016-rl2, section 3.1; the exact value of the best policy is that of
    bellman-1956-sequential.
    """
    chance, counts = np.ones(1), np.zeros((1, tasks.actions, 2))
    x, h = np.zeros((1, tasks.inputs)), policy.begin(1)
    worth = np.zeros(tasks.steps)
    for t in range(tasks.steps):
        logits, h = policy.step(x, h)
        arms, rows = np.argmax(logits, axis=-1), np.arange(len(chance))
        seen = counts[rows, arms]
        mean = (seen[:, 1] + 1) / (seen.sum(axis=1) + 2)
        worth[t] = chance @ mean
        # each history goes on in two ways: those that fail first, then those that succeed
        chance = np.concatenate([chance * (1 - mean), chance * mean])
        counts, h = np.concatenate([counts, counts]), np.concatenate([h, h])
        arms, won = np.concatenate([arms, arms]), np.repeat([0, 1], len(rows))
        rows = np.arange(len(chance))
        counts[rows, arms, won] += 1
        x = np.zeros((len(chance), tasks.inputs))
        x[rows, 2 * arms + won] = 1.0
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
