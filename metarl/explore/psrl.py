"""Exploration of small processes by planning once an episode, in K of them at once."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from metarl.explore.tabular_belief import TabularBelief
from metarl.planning.tabular import finite_horizon_plan
from metarl.shapes import FloatArray
from metarl.tasks.tabular import TabularTasks, mdp_step

# From what was seen and the steps of an episode: the action at each step in each state,
# int[K, L, S].
Planner = Callable[[TabularBelief, int, np.random.Generator], NDArray[np.intp]]


def play_episodes(
    planner: Planner,
    tasks: TabularTasks,
    episodes: int,
    rng: np.random.Generator,
    horizon: int = 10,
    epsilon: float = 0.0,
    prior_mean: float = 1.0,
) -> FloatArray:
    """Returns of trials that plan before each episode:  G_m = sum_t r_t,  the belief ever updated.

    Args:
        planner: what makes the plan.
        tasks: K processes; every episode begins in state 0.
        episodes: episodes in a trial M, >= 1.
        rng: source of everything random.
        horizon: steps in an episode L, >= 1.
        epsilon: share of actions that are random instead, in [0, 1].
        prior_mean: what the belief takes a reward to be before it was seen.

    Returns:
        float[K, M], the return of each episode.

    Raises:
        ValueError: if a number is below 1.

    Source: duan-2016-rl2, section 3.2.
    """
    if min(episodes, horizon) < 1:
        raise ValueError(f"episodes, horizon: expected 1 or more, found {episodes}, {horizon}")
    count, n_states, n_actions = tasks.rewards.shape
    belief = TabularBelief.of(count, n_states, n_actions, prior_mean)
    returns = np.zeros((count, episodes))
    row = np.arange(count)
    for episode in range(episodes):
        plan = planner(belief, horizon, rng)
        states = np.zeros(count, dtype=np.intp)
        for step in range(horizon):
            actions = plan[row, step, states]
            if epsilon:
                other = rng.integers(n_actions, size=count)
                actions = np.where(rng.random(count) < epsilon, other, actions)
            after, rewards = mdp_step(tasks, states, actions, rng)
            belief.update(states, actions, rewards, after)
            returns[:, episode] += rewards
            states = after
    return returns


def psrl(belief: TabularBelief, horizon: int, rng: np.random.Generator) -> NDArray[np.intp]:
    """Posterior sampling, the best plan of one drawn process:  argmax_a Q(s, a; M),  M ~ b(M).

    Args:
        belief: of K processes.
        horizon: steps in an episode L.
        rng: source of the process.

    Returns:
        int[K, L, S].

    Source: osband-2013-psrl, Algorithm 1.
    """
    return finite_horizon_plan(*belief.sample(rng), horizon)[0]


def optimistic_psrl(
    belief: TabularBelief, horizon: int, rng: np.random.Generator, samples: int = 10
) -> NDArray[np.intp]:
    """The best of several samples:  argmax_a max_i Q_i,h(s, a),  each Q_i of one drawn process.

    Args:
        belief: of K processes.
        horizon: steps in an episode L.
        rng: source of the processes.
        samples: how many are drawn, >= 1; with 1 it is ``psrl``.

    Returns:
        int[K, L, S].

    Raises:
        ValueError: if ``samples`` is below 1.

    Source: duan-2016-rl2, section 3.2, which compares with it; osband-2017-why for optimism
        against sampling.
    """
    if samples < 1:
        raise ValueError(f"samples: expected 1 or more, found {samples}")
    drawn = [belief.sample(rng) for _ in range(samples)]
    values = np.zeros((samples, *belief.sums.shape[:2]))
    plan = []
    for _ in range(horizon):
        q = np.stack(
            [
                process.rewards + (process.transitions @ value[:, None, :, None])[..., 0]
                for process, value in zip(drawn, values, strict=True)
            ]
        )
        values = q.max(axis=-1)
        plan.append(q.max(axis=0).argmax(axis=-1))
    return np.stack(plan[::-1], axis=1)


def greedy_plan(belief: TabularBelief, horizon: int, rng: np.random.Generator) -> NDArray[np.intp]:
    """The best plan of the mean process of the belief:  argmax_a Q(s, a; E_b[M]).

    Args:
        belief: of K processes.
        horizon: steps in an episode L.
        rng: not used.

    Returns:
        int[K, L, S].

    Source: duan-2016-rl2, section 3.2.
    """
    return finite_horizon_plan(*belief.mean(), horizon)[0]


def likeliest_plan(
    belief: TabularBelief, horizon: int, rng: np.random.Generator
) -> NDArray[np.intp]:
    """The best plan of the likeliest process of the belief:  argmax_a Q(s, a; argmax_M b(M)).

    Args:
        belief: of K processes.
        horizon: steps in an episode L.
        rng: not used.

    Returns:
        int[K, L, S].

    Source: duan-2016-rl2, section 3.2, where greedy means this.
    """
    return finite_horizon_plan(*belief.mode(), horizon)[0]


def bonus_plan(
    belief: TabularBelief, horizon: int, rng: np.random.Generator, beta: float
) -> NDArray[np.intp]:
    """The best plan of the mean process with extra reward for the unknown:  m + beta / (1 + n).

    Args:
        belief: of K processes.
        horizon: steps in an episode L.
        rng: not used.
        beta: size of the bonus, >= 0.

    Returns:
        int[K, L, S].

    Raises:
        ValueError: if ``beta`` is negative.

    Source: kolter-2009-near-bayesian, with the size of the bonus tuned.
    """
    if beta < 0:
        raise ValueError(f"beta: expected 0 or more, found {beta}")
    transitions, rewards = belief.mean()
    return finite_horizon_plan(transitions, rewards + beta / (1 + belief.pulls), horizon)[0]
