"""Optimism in small processes: plan in the best process that what was seen does not rule out."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from metarl.explore.tabular_belief import TabularBelief
from metarl.shapes import FloatArray


def ucrl2(
    belief: TabularBelief, horizon: int, rng: np.random.Generator, scale: float
) -> NDArray[np.intp]:
    """Extended value iteration, the best of what is plausible:  Q(s, a) = max_{m, P} m + P . V.

    Rewards count as  m + scale / sqrt(1 + n),  and each row of transitions may move
    scale / (2 sqrt(1 + n))  of its mass to the best next state, taken from the worst ones.

    Args:
        belief: of K processes; its mean is the middle of the bounds.
        horizon: steps in an episode L.
        rng: not used.
        scale: width of the bounds, >= 0, tuned in place of the constants of the proof.

    Returns:
        int[K, L, S].

    Raises:
        ValueError: if ``scale`` is negative.

    Source: jaksch-2010-ucrl2, Figures 1 and 2, with a fixed number of steps.
    """
    if scale < 0:
        raise ValueError(f"scale: expected 0 or more, found {scale}")
    transitions, means = belief.mean()
    width = scale / np.sqrt(1 + belief.pulls)
    rewards = means + width
    value = np.zeros(rewards.shape[:2])
    plan = []
    for _ in range(horizon):
        q = rewards + best_expectation(transitions, value, width / 2)
        plan.append(q.argmax(axis=-1))
        value = q.max(axis=-1)
    return np.stack(plan[::-1], axis=1)


def best_expectation(transitions: FloatArray, value: FloatArray, mass: FloatArray) -> FloatArray:
    """Largest expected value when mass may move:  max over p of p . V  with |p - P|_1 <= 2 mass.

    The best state receives the mass, and the worst ones give up theirs first.

    Args:
        transitions: float[K, S, A, S], rows sum to 1.
        value: float[K, S], of the next states.
        mass: float[K, S, A], how much each row may move, >= 0.

    Returns:
        float[K, S, A].

    Source: jaksch-2010-ucrl2, Figure 2.
    """
    order = value.argsort(axis=1)
    ordered = np.take_along_axis(value, order, axis=1)
    chances = np.take_along_axis(transitions, order[:, None, None, :], axis=3)
    moved = np.minimum(mass, 1 - chances[..., -1])
    below = np.maximum(chances.cumsum(axis=-1) - moved[..., None], 0.0)
    left = np.diff(below, axis=-1, prepend=0.0)
    rest: FloatArray = (left @ ordered[:, None, :, None])[..., 0]
    return rest + moved * ordered[:, None, None, -1]
