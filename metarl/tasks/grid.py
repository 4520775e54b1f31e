"""A grid of 5 x 5 cells with a hidden goal, whose belief is exact and small.

Cells are numbered 0 … 24, row by row; an episode has 15 steps and begins in cell 0. The goal is
any cell but the start and its three neighbours. The reward is 1 on the goal, -0.1 elsewhere, and
an episode goes on after the goal was reached.
"""

from __future__ import annotations

import numpy as np

from metarl.shapes import FloatArray, float_array, require_shape

SIZE = 5
CELLS = SIZE * SIZE
START = 0
STEPS = 15
GOALS = tuple(cell for cell in range(CELLS) if max(divmod(cell, SIZE)) > 1)
GOAL_REWARD, OTHER_REWARD = 1.0, -0.1
# stay, up, right, down, left: changes of row and column
ACTIONS = ((0, 0), (1, 0), (0, 1), (-1, 0), (0, -1))


def grid_move(cell: int, action: int) -> int:
    """The cell after a move; a move against the wall stays where it is.

    Args:
        cell: 0 … 24.
        action: 0 … 4 for stay, up, right, down, left.

    Returns:
        int, 0 … 24.

    Raises:
        ValueError: if there is no such cell or action.

    Source: zintgraf-2020-varibad, section 5.1.
    """
    if not 0 <= cell < CELLS or not 0 <= action < len(ACTIONS):
        raise ValueError(f"cell, action: expected 0 to 24 and 0 to 4, found {cell}, {action}")
    row, column = divmod(cell, SIZE)
    up, right = ACTIONS[action]
    return SIZE * min(max(row + up, 0), SIZE - 1) + min(max(column + right, 0), SIZE - 1)


def grid_reward(cell: int, goal: int) -> float:
    """Reward of arriving in a cell, or of staying there:  1 on the goal, -0.1 elsewhere.

    Args:
        cell: 0 … 24.
        goal: 0 … 24.

    Returns:
        float.

    Source: zintgraf-2020-varibad, section 5.1.
    """
    return GOAL_REWARD if cell == goal else OTHER_REWARD


def grid_distance(start: int, end: int) -> int:
    """Least number of moves between two cells:  |row - row'| + |column - column'|.

    Args:
        start: 0 … 24.
        end: 0 … 24.

    Returns:
        int, 0 … 8.
    """
    (row, column), (other_row, other_column) = divmod(start, SIZE), divmod(end, SIZE)
    return abs(row - other_row) + abs(column - other_column)


def grid_prior() -> FloatArray:
    """Belief before anything was seen:  1 / 21 on each possible goal.

    Returns:
        float[25], sums to 1.

    Source: zintgraf-2020-varibad, section 5.1.
    """
    belief = np.zeros(CELLS)
    belief[list(GOALS)] = 1 / len(GOALS)
    return belief


def grid_belief(belief: FloatArray, cell: int, reward: float) -> FloatArray:
    """Belief after one reward:  b'(g) proportional to b(g) P(r | cell, g).

    A positive reward leaves the goal alone: all of the belief is on this cell. The released code
    of the paper puts half of it on a wrong cell instead.

    Args:
        belief: float[25], sums to 1.
        cell: where the reward was given, 0 … 24.
        reward: 1 or -0.1.

    Returns:
        float[25], sums to 1.

    Raises:
        ValueError: if the shape differs or the reward cannot be, given the belief.

    Source: zintgraf-2020-varibad, section 5.1, by Bayes' rule.
    """
    before = float_array("belief", belief, ndim=1)
    require_shape("belief", before, (CELLS,))
    here = np.arange(CELLS) == cell
    after = np.where(here == (reward > 0), before, 0.0)
    total = after.sum()
    if total <= 0:
        raise ValueError(f"reward: expected one that the belief allows, found {reward} in {cell}")
    posterior: FloatArray = after / total
    return posterior
