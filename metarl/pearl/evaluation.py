"""The test on goals that were not trained on: returns after exploring."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from metarl.networks.adam import Parameters
from metarl.pearl.agent import CONTEXT_ENTRIES, hypotheses, play
from metarl.pearl.buffers import Recent
from metarl.pearl.q_learning import Networks
from metarl.shapes import FloatArray
from metarl.tasks.robot import HORIZON, sparse_reward


def split_goals(
    goals: FloatArray, held_out: int, rng: np.random.Generator
) -> tuple[FloatArray, FloatArray]:
    """Training and held-out goals, in random order:  the first K' of a permutation are held out.

    Args:
        goals: float[K, 2].
        held_out: how many are kept for the test, K' < K.
        rng: source of the order.

    Returns:
        float[K - K', 2] and float[K', 2].

    Source: rakelly-2019-pearl, released code (sparse point robot).
    """
    order: NDArray[np.intp] = rng.permutation(len(goals))
    return goals[order[held_out:]], goals[order[:held_out]]


def returns_after(
    networks: Networks,
    goals: FloatArray,
    explored: tuple[int, ...],
    latent: int,
    rng: np.random.Generator,
    always: bool = False,
) -> FloatArray:
    """Sparse returns after n exploration episodes:  sum_t r_t with z ~ q(z | c_n), for each n.

    Args:
        networks: trained ones.
        goals: float[K, 2].
        explored: M numbers of exploration episodes, rising; 0 is an episode with z from the prior.
        latent: dimensions of z.
        rng: source of the hypotheses.
        always: whether exploration has hypotheses from the belief so far, not from the prior.

    Returns:
        float[M, K].

    Source: rakelly-2019-pearl, Algorithm 2.
    """
    recent = Recent(len(goals), max(explored), HORIZON, CONTEXT_ENTRIES)
    returns = []
    for episode in range(max(explored) + 1):
        if episode in explored:
            z = hypotheses(networks.encoder, recent.first(episode), latent, rng)
            returns.append(final_returns(networks.q, z, goals, rng))
        if episode < max(explored):
            known = recent.first(episode if always else 0)
            z = hypotheses(networks.encoder, known, latent, rng)
            recent.replace(episode, play(networks.q, z, goals, rng))
    return np.array(returns)


def final_returns(
    q: Parameters, z: FloatArray, goals: FloatArray, rng: np.random.Generator
) -> FloatArray:
    """Sparse return of one greedy episode in each task:  sum_t r_t.

    Args:
        q: the value network.
        z: float[K, d], what each task is taken for.
        goals: float[K, 2].
        rng: passed on to ``play``.

    Returns:
        float[K], each in [0, 20].

    Source: rakelly-2019-pearl, Algorithm 2.
    """
    positions = play(q, z, goals, rng).s_next
    return np.asarray(sparse_reward(positions, goals[:, None]).sum(axis=1))
