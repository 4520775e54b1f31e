"""Random Markov decision processes with few states and actions, K of them at once."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from metarl.shapes import FloatArray


class TabularTasks(NamedTuple):
    """Several processes with the same numbers of states and actions.

    Attributes:
        transitions: float[K, S, A, S], P(s' | s, a) in the last axis, which sums to 1.
        rewards: float[K, S, A], the mean reward m of each pair; what is seen is N(m, 1).
    """

    transitions: FloatArray
    rewards: FloatArray


def random_mdps(
    count: int, rng: np.random.Generator, states: int = 10, actions: int = 5
) -> TabularTasks:
    """Draw processes:  P(. | s, a) ~ Dirichlet(1, …, 1),  m(s, a) ~ N(1, 1).

    Args:
        count: number of processes K, >= 1.
        rng: source of the draws.
        states: number of states S, >= 1.
        actions: number of actions A, >= 1.

    Returns:
        The K processes.

    Raises:
        ValueError: if a number is below 1.

    Source: duan-2016-rl2, section 3.2.
    """
    if min(count, states, actions) < 1:
        sizes = f"{count}, {states}, {actions}"
        raise ValueError(f"count, states, actions: expected 1 or more, found {sizes}")
    # a flat Dirichlet is a row of exponential variables, divided by their sum
    weights = rng.standard_exponential((count, states, actions, states))
    transitions = weights / weights.sum(axis=-1, keepdims=True)
    return TabularTasks(transitions, rng.normal(1.0, 1.0, (count, states, actions)))


def mdp_step(
    tasks: TabularTasks,
    states: NDArray[np.integer],
    actions: NDArray[np.integer],
    rng: np.random.Generator,
) -> tuple[NDArray[np.intp], FloatArray]:
    """Take one action in each process:  s' ~ P(. | s, a),  r ~ N(m(s, a), 1).

    Args:
        tasks: K processes.
        states: int[K], where each of them is, 0 … S-1.
        actions: int[K], what is done there, 0 … A-1.
        rng: source of the next states and the rewards.

    Returns:
        int[K], the next states, and float[K], the rewards.

    Raises:
        ValueError: if ``states`` or ``actions`` has another length than there are tasks.

    Source: duan-2016-rl2, section 3.2.
    """
    count = len(tasks.rewards)
    for name, array in (("states", states), ("actions", actions)):
        if np.shape(array) != (count,):
            raise ValueError(f"{name}: expected shape ({count},), found {np.shape(array)}")
    row = np.arange(count)
    chances = tasks.transitions[row, states, actions]
    after = sample_rows(chances, rng)
    rewards = rng.normal(tasks.rewards[row, states, actions], 1.0)
    return after, rewards


def sample_rows(chances: FloatArray, rng: np.random.Generator) -> NDArray[np.intp]:
    """Draw one index of each row:  P(i = j) = chances[t, j].

    Args:
        chances: float[K, N], rows that sum to 1.
        rng: source of the draws.

    Returns:
        int[K], each 0 … N-1.

    Raises:
        ValueError: if ``chances`` is not two-dimensional.
    """
    if chances.ndim != 2:
        raise ValueError(f"chances: expected 2 dimension(s), found shape {chances.shape}")
    reached = chances.cumsum(axis=1)
    # the last column would be 1 without rounding: leaving it out keeps every index in range
    passed: NDArray[np.intp] = (rng.random((len(chances), 1)) >= reached[:, :-1]).sum(axis=1)
    return passed
