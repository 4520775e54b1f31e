"""Planning in known processes with few states and actions, for many of them at once.

Every array may carry leading axes, one process for each entry of them: transitions
float[..., S, A, S], mean rewards float[..., S, A].
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from metarl.shapes import FloatArray


def finite_horizon_plan(
    transitions: FloatArray, rewards: FloatArray, horizon: int
) -> tuple[NDArray[np.intp], FloatArray]:
    """Best actions of an episode:  Q_h(s, a) = m(s, a) + sum_s' P(s' | s, a) V_{h+1}(s').

    V_h(s) = max_a Q_h(s, a), and nothing is left to gain after the last step.

    Args:
        transitions: float[..., S, A, S], rows sum to 1.
        rewards: float[..., S, A], mean rewards.
        horizon: steps in an episode L, >= 1.

    Returns:
        int[..., L, S], the best action at each step, and float[..., S], the value of beginning
        in each state.

    Raises:
        ValueError: if the shapes do not fit together or ``horizon`` is below 1.

    Source: sutton-2018-introduction, section 4.4, for a fixed number of steps.
    """
    _check(transitions, rewards)
    if horizon < 1:
        raise ValueError(f"horizon: expected 1 or more, found {horizon}")
    value = np.zeros(rewards.shape[:-1])
    actions = []
    for _ in range(horizon):
        q = rewards + (transitions @ value[..., None, :, None])[..., 0]
        actions.append(q.argmax(axis=-1))
        value = q.max(axis=-1)
    return np.stack(actions[::-1], axis=-2), value


def value_iteration(
    transitions: FloatArray, rewards: FloatArray, discount: float, tolerance: float = 1e-8
) -> tuple[NDArray[np.intp], FloatArray]:
    """Best actions for ever:  V(s) <- max_a m(s, a) + g sum_s' P(s' | s, a) V(s').

    Args:
        transitions: float[..., S, A, S], rows sum to 1.
        rewards: float[..., S, A], mean rewards.
        discount: g, in [0, 1).
        tolerance: largest error of a value, > 0.

    Returns:
        int[..., S], the best action in each state, and float[..., S], the values.

    Raises:
        ValueError: if the shapes do not fit together or ``discount`` is out of range.

    Source: sutton-2018-introduction, section 4.4.
    """
    _check(transitions, rewards)
    if not 0 <= discount < 1:
        raise ValueError(f"discount: expected [0, 1), found {discount}")
    value = np.zeros(rewards.shape[:-1])
    while True:
        q = rewards + discount * (transitions @ value[..., None, :, None])[..., 0]
        change = np.abs(q.max(axis=-1) - value).max()
        value = q.max(axis=-1)
        if change * discount <= tolerance * (1 - discount):
            return q.argmax(axis=-1), value


def _check(transitions: FloatArray, rewards: FloatArray) -> None:
    expected = (*rewards.shape, rewards.shape[-2])
    if transitions.shape != expected:
        raise ValueError(f"transitions: expected shape {expected}, found {transitions.shape}")
