"""The trial loop of RL²: what the policy sees, and how long its memory lasts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

import numpy as np

from metarl.shapes import FloatArray, float_array


class Environment(Protocol):
    """What a trial needs of an environment: many tasks, one of them current."""

    n_actions: int

    def reset_task(self) -> None:
        """Draw a new task; it stays until the next call."""

    def reset(self) -> FloatArray:
        """Begin an episode of the current task and return its first observation."""

    def step(self, action: int) -> tuple[FloatArray, float, bool]:
        """Take one action; return the next observation, the reward, and whether it was the last."""


def meta_input(
    o: FloatArray, a_prev: int | None, r_prev: float, done_prev: bool, n_actions: int
) -> FloatArray:
    """Input of the recurrent policy:  x_t = [o_t, onehot(a_{t-1}), r_{t-1}, d_{t-1}].

    Args:
        o: float[D], observation of this step.
        a_prev: action of the step before, in 0 … A-1, or None at the first step of a trial.
        r_prev: reward of the step before.
        done_prev: whether the step before ended an episode.
        n_actions: number of actions A.

    Returns:
        float[D + A + 2].

    Raises:
        ValueError: if ``o`` is not one-dimensional or ``a_prev`` is not an action.

    Source: duan-2016-rl2, section 2.2.
    """
    observation = float_array("o", o, ndim=1)
    if a_prev is not None and not 0 <= a_prev < n_actions:
        raise ValueError(f"a_prev: expected 0 to {n_actions - 1} or None, found {a_prev}")
    one_hot = np.zeros(n_actions)
    if a_prev is not None:
        one_hot[a_prev] = 1.0
    return np.concatenate([observation, one_hot, [float(r_prev), float(done_prev)]])


def run_trial[Hidden](
    step_fn: Callable[[FloatArray, Hidden | None], tuple[int, Hidden]],
    env: Environment,
    n_episodes: int,
) -> list[float]:
    """Play the episodes of one task with one memory:  a_t, h_t = step_fn(x_t, h_{t-1}).

    The hidden state and the last action, reward and end-of-episode flag cross from one episode
    into the next; all of them start empty in every trial.

    Args:
        step_fn: one step of the policy; a hidden state of None means "nothing seen yet".
        env: environment that can draw a new task.
        n_episodes: episodes in the trial M, >= 0.

    Returns:
        float[M] as a list, the undiscounted return of each episode.

    Raises:
        ValueError: if ``n_episodes`` is negative.

    Source: duan-2016-rl2, section 2.2 and Figure 1.
    """
    if n_episodes < 0:
        raise ValueError(f"n_episodes: expected 0 or more, found {n_episodes}")
    env.reset_task()
    action: int | None = None
    hidden: Hidden | None = None
    reward, done = 0.0, False
    returns = []
    for _ in range(n_episodes):
        observation = env.reset()
        total = 0.0
        while True:
            x = meta_input(observation, action, reward, done, env.n_actions)
            action, hidden = step_fn(x, hidden)
            observation, reward, done = env.step(action)
            total += reward
            if done:
                break
        returns.append(total)
    return returns
