"""A point robot that looks for a goal on a half circle, with nine moves instead of continuous ones.

The robot starts in the middle. Each move changes each coordinate by -0.1, 0 or 0.1: the corners,
edges and centre of the published box of actions. So it lives on a lattice, and the best return is
exact. Rewards are those of the position after the move; an episode has 20 moves.
"""

from __future__ import annotations

from itertools import product

import numpy as np
from numpy.typing import NDArray

from metarl.shapes import FloatArray, float_array

STEP = 0.1
GOAL_RADIUS = 0.2
HORIZON = 20
MOVES = 9
# how much a shorter way counts where two plans earn the same: less than any reward is worth
SHORTER = 1e-6
# positions are sums of tenths: 0.8 must not miss the edge of a goal at 1
ROUNDING = 1e-9


def half_circle_goals(count: int) -> FloatArray:
    """Equally spaced goals:  g_i = (cos w_i, sin w_i),  w_i = i pi / (K - 1).

    Args:
        count: number of goals K, >= 2.

    Returns:
        float[K, 2], at distance 1 from the start, from one end of the half circle on.

    Raises:
        ValueError: if ``count`` is below 2.

    Source: rakelly-2019-pearl, released code (sparse point robot).
    """
    if count < 2:
        raise ValueError(f"count: expected 2 or more, found {count}")
    angles = np.linspace(0.0, np.pi, count)
    return np.stack([np.cos(angles), np.sin(angles)], axis=1)


def moves() -> FloatArray:
    """What each action adds to the position:  0.1 (i, j)  for i, j in -1, 0, 1.

    Returns:
        float[9, 2]; action 4 stays.

    Source: rakelly-2019-pearl, released code (sparse point robot); the discrete set is ours.
    """
    return STEP * np.array(list(product((-1.0, 0.0, 1.0), repeat=2)))


def dense_reward(position: FloatArray, goal: FloatArray) -> FloatArray:
    """Reward of meta-training:  r = -||x - g||.

    Args:
        position: float[..., 2], after the move.
        goal: float[..., 2], broadcast against it.

    Returns:
        float[...] <= 0.

    Source: rakelly-2019-pearl, released code (sparse point robot).
    """
    gap = position - goal
    return -np.sqrt(gap[..., 0] ** 2 + gap[..., 1] ** 2)


def sparse_reward(position: FloatArray, goal: FloatArray) -> FloatArray:
    """Reward of the context and of the test:  r = 1 - ||x - g||  within 0.2 of the goal, else 0.

    Args:
        position: float[..., 2], after the move.
        goal: float[..., 2], broadcast against it.

    Returns:
        float[...], 0 or in [0.8, 1].

    Source: rakelly-2019-pearl, released code (sparse point robot).
    """
    distance = -dense_reward(position, goal)
    return np.where(distance <= GOAL_RADIUS + ROUNDING, 1.0 - distance, 0.0)


def best_plans(goals: FloatArray, horizon: int = HORIZON) -> tuple[FloatArray, NDArray[np.intp]]:
    """Best sparse return:  V_t(x) = max_a r(x + a) + V_{t+1}(x + a),  from the start.

    Among plans of the same return, one whose positions are nearest to the goal is taken.

    Args:
        goals: float[K, 2], one for each of K problems.
        horizon: moves of an episode L, >= 1.

    Returns:
        float[K] return of the best policy that knows the goal, and int[K, L], its actions.

    Raises:
        ValueError: if the goals are not float[K, 2] or there is no move.

    Source: sutton-2018-introduction, section 4.4; rakelly-2019-pearl, released code.
    """
    places = float_array("goals", goals, ndim=2)
    if places.shape[1:] != (2,) or horizon < 1:
        raise ValueError(f"goals, horizon: expected float[K, 2], >= 1, found {places.shape}")
    ahead = _values_after_moves(places, horizon)
    actions = np.zeros((len(places), horizon), dtype=np.intp)
    at = np.zeros((len(places), 2), dtype=np.intp)
    steps = np.array(list(product((-1, 0, 1), repeat=2)), dtype=np.intp)
    for t, values in enumerate(ahead):
        cells = at[:, None, :] + steps + t + 1
        worth = values[np.arange(len(places))[:, None], cells[..., 0], cells[..., 1]]
        actions[:, t] = worth.argmax(axis=1)
        at += steps[actions[:, t]]
    rewards = sparse_reward(positions_of(actions), places[:, None, :])
    return rewards.sum(axis=1), actions


def positions_of(actions: NDArray[np.intp]) -> FloatArray:
    """Where moves lead from the start:  x_t = a_1 + ... + a_t.

    Args:
        actions: int[..., L].

    Returns:
        float[..., L, 2], after each move.
    """
    return moves()[actions].cumsum(axis=-2)


def _values_after_moves(goals: FloatArray, horizon: int) -> list[FloatArray]:
    """For each move t, r(x) + V(x) of the (2t + 1)^2 positions that it can lead to, of K goals."""
    tables: list[FloatArray] = []
    values = np.zeros((len(goals), 2 * horizon + 1, 2 * horizon + 1))
    for t in range(horizon, 0, -1):
        line = STEP * np.arange(-t, t + 1)
        grid = np.stack(np.meshgrid(line, line, indexing="ij"), axis=-1)
        where = goals[:, None, None, :]
        table = values + sparse_reward(grid, where) + SHORTER * dense_reward(grid, where)
        tables.insert(0, table)
        size = 2 * t - 1
        windows = [table[:, i : i + size, j : j + size] for i, j in product((0, 1, 2), repeat=2)]
        values = np.max(windows, axis=0)
    return tables
