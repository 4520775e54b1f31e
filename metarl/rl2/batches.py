"""Batches of tasks for a recurrent policy: bandits, and small MDPs over several episodes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

import numpy as np

from metarl.networks.categorical import Actions
from metarl.shapes import FloatArray
from metarl.tasks.bandits import pull
from metarl.tasks.tabular import TabularTasks, mdp_step

# each makes B new tasks; of bandits, the success probabilities float[B, A]
DrawArms = Callable[[int, np.random.Generator], FloatArray]
DrawMDPs = Callable[[int, np.random.Generator], TabularTasks]


class Tasks(Protocol):
    """A distribution of tasks, and the trials of a batch of them at once.

    Attributes:
        inputs: D, entries of the policy's input.
        actions: A.
        steps: T, time steps of a trial, over all its episodes.
    """

    inputs: int
    actions: int
    steps: int

    def begin(self, batch: int, rng: np.random.Generator) -> FloatArray:
        """Draw new tasks; return the first inputs, float[B, D]."""

    def step(self, actions: Actions, rng: np.random.Generator) -> tuple[FloatArray, FloatArray]:
        """Act once in every task; return the next inputs float[B, D] and rewards float[B]."""


class Bandits:
    """Bernoulli arms:  r ~ Bernoulli(p_a);  the input is the pair (a_{t-1}, r_{t-1}) as one-hot.

    At the first pull of a trial the input is zero. With one entry for each pair the cell sees the
    product of action and reward, which it would otherwise have to form itself.

    Args:
        draw: makes p float[B, A] of new tasks, each entry in [0, 1].
        arms: A.
        pulls: T.

    Source: duan-2016-rl2, section 3.1.
    """

    def __init__(self, draw: DrawArms, arms: int, pulls: int) -> None:
        self.draw = draw
        self.actions = arms
        self.inputs = 2 * arms
        self.steps = pulls
        self.p = np.zeros((0, arms))

    def begin(self, batch: int, rng: np.random.Generator) -> FloatArray:
        """Draw new arms; return zeros, float[B, 2A]."""
        self.p = self.draw(batch, rng)
        return np.zeros((batch, self.inputs))

    def step(self, actions: Actions, rng: np.random.Generator) -> tuple[FloatArray, FloatArray]:
        """Pull an arm in every task; return the next inputs and 0 or 1 for each."""
        rows = np.arange(len(actions))
        r = pull(self.p, actions, rng)
        x = np.zeros((len(actions), self.inputs))
        x[rows, 2 * actions + (r > 0)] = 1.0
        return x, r


class TabularTrials:
    """Episodes of one MDP:  s' ~ P(. | s, a),  r ~ N(m(s, a), 1),  each episode from state 0.

    The input is that of ``meta_input``, with the state as one-hot observation.

    Args:
        draw: makes B new processes of this size.
        states: S.
        actions: A.
        length: steps of an episode.
        episodes: number of episodes in a trial.
        repeats: how often each process comes in a batch, for training with ``Settings.repeats``.

    Source: duan-2016-rl2, section 3.2.
    """

    def __init__(
        self,
        draw: DrawMDPs,
        states: int,
        actions: int,
        length: int,
        episodes: int,
        repeats: int = 1,
    ) -> None:
        self.draw = draw
        self.states = states
        self.actions = actions
        self.length = length
        self.repeats = repeats
        self.inputs = states + actions + 2
        self.steps = length * episodes

    def begin(self, batch: int, rng: np.random.Generator) -> FloatArray:
        """Draw new MDPs; return the first inputs, float[B, S + A + 2]."""
        drawn = self.draw(batch // self.repeats, rng)
        self.mdps = TabularTasks(*(np.repeat(part, self.repeats, axis=0) for part in drawn))
        self.s = np.zeros(batch, dtype=np.intp)
        self.t = 0
        x = np.zeros((batch, self.inputs))
        x[:, 0] = 1.0
        return x

    def step(self, actions: Actions, rng: np.random.Generator) -> tuple[FloatArray, FloatArray]:
        """One step in every MDP; return the next inputs and the rewards."""
        rows = np.arange(len(actions))
        after, r = mdp_step(self.mdps, self.s, actions, rng)
        self.t += 1
        done = self.t % self.length == 0
        self.s = np.zeros_like(after) if done else after
        x = np.zeros((len(actions), self.inputs))
        x[rows, self.s] = 1.0
        x[rows, self.states + actions] = 1.0
        x[:, -2] = r
        x[:, -1] = done
        return x, r
