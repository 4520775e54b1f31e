"""Posterior sampling: one hypothesis for each episode, all that was seen so far for the next."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from metarl.networks.adam import Parameters
from metarl.pearl.belief import prior, sample
from metarl.pearl.buffers import Episodes
from metarl.pearl.encoder import encode
from metarl.pearl.q_learning import q_values
from metarl.shapes import FloatArray, require_shape
from metarl.tasks.robot import HORIZON, MOVES, STEP, dense_reward, moves, sparse_reward

# entries of a transition for the encoder: position, move, sparse reward
CONTEXT_ENTRIES = 5


class Exploration(NamedTuple):
    """How far the collection of data departs from the greedy policy.

    Attributes:
        guided: share of the episodes that walk straight to a goal instead, in [0, 1]: half of them
            to the task's own, the others to that of a random one of the tasks.
        random: share of the other episodes' moves that are random, in [0, 1].
    """

    guided: float
    random: float


GREEDY = Exploration(0.0, 0.0)
GUIDED = Exploration(1.0, 0.0)


def play(
    q: Parameters,
    z: FloatArray,
    goals: FloatArray,
    rng: np.random.Generator,
    exploration: Exploration = GREEDY,
) -> Episodes:
    """One episode of each task:  a_t = argmax_a Q(s_t, z)[a],  z kept to its end.

    Args:
        q: the value network.
        z: float[K, d], one hypothesis for each task.
        goals: float[K, 2], which the rewards depend on and the policy does not see.
        rng: source of the exploration.
        exploration: departures from the greedy policy.

    Returns:
        K episodes of 20 moves.

    Raises:
        ValueError: if there is not one hypothesis for each goal.

    Source: rakelly-2019-pearl, Algorithm 2.
    """
    tasks = len(goals)
    require_shape("z", z, (tasks, z.shape[-1]))
    steps = moves()
    guided = rng.random(tasks) < exploration.guided
    place = np.where(rng.random((tasks, 1)) < 0.5, goals, goals[rng.integers(tasks, size=tasks)])
    s = np.zeros((tasks, HORIZON + 1, 2))
    a = np.zeros((tasks, HORIZON), dtype=np.intp)
    for t in range(HORIZON):
        chosen = q_values(q, s[:, t : t + 1], z)[0][:, 0].argmax(axis=-1)
        towards = dense_reward(s[:, t, None] + steps, place[:, None]).argmax(axis=-1)
        blind = rng.random(tasks) < exploration.random
        a[:, t] = np.where(blind, rng.integers(MOVES, size=tasks), chosen)
        a[guided, t] = towards[guided]
        s[:, t + 1] = s[:, t] + steps[a[:, t]]
    before, after = s[:, :-1], s[:, 1:]
    seen = sparse_reward(after, goals[:, None])
    context = np.concatenate([before, steps[a] / STEP, seen[..., None]], axis=-1)
    return Episodes(before, a, dense_reward(after, goals[:, None]), after, context)


def hypotheses(
    encoder: Parameters, context: FloatArray, dimensions: int, rng: np.random.Generator
) -> FloatArray:
    """Draw a hypothesis for each task:  z ~ q(z | c), or N(0, I) while the context is empty.

    Args:
        encoder: its parameters.
        context: float[K, N, 5], N >= 0.
        dimensions: of z, d.
        rng: source of the draws.

    Returns:
        float[K, d].

    Source: rakelly-2019-pearl, Algorithm 2.
    """
    tasks, n, _ = context.shape
    belief = encode(encoder, context)[0] if n else prior(tasks, dimensions)
    return sample(belief, rng.normal(size=(tasks, dimensions)))
