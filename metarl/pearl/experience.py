"""The data of meta-training: how the buffers are filled and drawn from."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from metarl.networks.mlp import mlp_init
from metarl.pearl.agent import CONTEXT_ENTRIES, GUIDED, Exploration, hypotheses, play
from metarl.pearl.buffers import Recent, Replay
from metarl.pearl.q_learning import Batch, Networks
from metarl.shapes import FloatArray
from metarl.tasks.robot import HORIZON, MOVES


@dataclass(frozen=True)
class Settings:
    """What meta-training is done with.

    Attributes:
        updates: gradient steps.
        tasks: of each update, K.
        batch: transitions of each task for Q-learning, B.
        contexts: numbers of episodes of which an update's context consists, one drawn each time.
        trial: episodes of a trial in training; the first half has hypotheses from the prior.
        latent: dimensions of z, d.
        encoder: width of the encoder's two hidden layers.
        q: width of those of Q.
        discount: in [0, 1).
        kl_weight: of the divergence from the prior.
        lr: step size at first; it falls to a tenth linearly.
        follow: share by which the target network moves in each update.
        collect: updates between trials.
        warm_up: guided episodes of each task before the first update.
        guided: smallest share of guided episodes; it falls from 1 to this in the first ``fade``.
        fade: share of the updates.
        random: share of random moves while collecting.
    """

    updates: int = 14000
    tasks: int = 16
    batch: int = 32
    contexts: tuple[int, ...] = (1, 2, 4, 8)
    trial: int = 8
    latent: int = 2
    encoder: int = 64
    q: int = 64
    discount: float = 0.9
    kl_weight: float = 0.001
    lr: float = 3e-3
    follow: float = 0.05
    collect: int = 100
    warm_up: int = 16
    guided: float = 0.2
    fade: float = 0.3
    random: float = 0.1

    def widths(self) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Of the encoder, and of Q."""
        return (
            (CONTEXT_ENTRIES, self.encoder, self.encoder, 2 * self.latent),
            (2 + self.latent, self.q, self.q, MOVES),
        )

    def rate(self, done: float) -> float:
        """Step size after a share of the updates."""
        return self.lr * max(0.1, 1.0 - done)

    def exploration(self, done: float) -> Exploration:
        """How data are collected after a share of the updates."""
        return Exploration(max(self.guided, 1.0 - done / self.fade), self.random)


class Experience:
    """What was seen of the training tasks: all of it for Q-learning, the last trial as context."""

    def __init__(self, goals: FloatArray, settings: Settings, rng: np.random.Generator) -> None:
        """Play the guided episodes that come before the first update.

        Args:
            goals: float[K, 2], of the training tasks.
            settings: as for the training.
            rng: source of everything random.
        """
        self.goals, self.settings, self.rng = goals, settings, rng
        tasks = len(goals)
        trials = settings.updates // settings.collect
        episodes = settings.warm_up + settings.trial * trials
        self.replay = Replay(tasks, episodes, HORIZON, 2)
        self.recent = Recent(tasks, settings.trial, HORIZON, CONTEXT_ENTRIES)
        # guided walks do not ask the network, so that it may be any
        blank = mlp_init(settings.widths()[1], rng)
        for episode in range(settings.warm_up):
            played = play(blank, np.zeros((tasks, settings.latent)), goals, rng, GUIDED)
            self.replay.add(played)
            self.recent.replace(episode % settings.trial, played)

    def play_trial(self, networks: Networks, exploration: Exploration) -> None:
        """Play one trial on every task; its episodes replace the last one's as context.

        Args:
            networks: those of now.
            exploration: departures from the greedy policy.
        """
        for episode in range(self.settings.trial):
            known = episode if episode >= self.settings.trial // 2 else 0
            context = self.recent.first(known)
            z = hypotheses(networks.encoder, context, self.settings.latent, self.rng)
            played = play(networks.q, z, self.goals, self.rng, exploration)
            self.replay.add(played)
            self.recent.replace(episode, played)

    def draw(self) -> Batch:
        """Draw the data of one update: tasks, a length of context, transitions and noise.

        Returns:
            Of K' tasks, as many as the settings say.
        """
        tasks, rng = self.settings.tasks, self.rng
        episodes = int(rng.choice(self.settings.contexts))
        chosen = rng.choice(len(self.goals), tasks, replace=False)
        context = self.recent.draw(chosen, episodes, rng)
        moves = self.replay.draw(chosen, self.settings.batch, rng)
        return Batch(context, moves, rng.normal(size=(self.settings.latent, tasks)).T)
