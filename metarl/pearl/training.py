"""Meta-training on the point robot, and the test on goals that it has not seen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from metarl.fast.pearl import Flat, FusedUpdate
from metarl.networks.adam import Adam, Parameters
from metarl.networks.mlp import mlp_init
from metarl.pearl.agent import CONTEXT_ENTRIES, Exploration, hypotheses, play
from metarl.pearl.buffers import Recent, Replay
from metarl.pearl.q_learning import Networks, follow, q_gradients
from metarl.progress import OnProgress, silent
from metarl.shapes import FloatArray
from metarl.tasks.robot import HORIZON, MOVES, sparse_reward

# what stands in z's place: a sample of the belief, nothing at all, or the goal itself
Knows = Literal["context", "nothing", "goal"]


@dataclass(frozen=True)
class Settings:
    """What meta-training is done with.

    Attributes:
        updates: gradient steps.
        tasks: of each update, T.
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


def train(
    goals: FloatArray,
    settings: Settings,
    rng: np.random.Generator,
    on_progress: OnProgress = silent,
) -> Networks:
    """Alternate between trials on all tasks and updates on some.

    Args:
        goals: float[K, 2], of the training tasks.
        settings: numbers of all kinds.
        rng: source of everything random.
        on_progress: called now and then with the share that is done, from 0 to 1.

    Returns:
        The trained networks.

    Source: rakelly-2019-pearl, Algorithm 1.
    """
    flat, target, gradient = (Flat(*settings.widths(), np.float32) for _ in range(3))
    start = flat.networks(target.q)
    for parameters, widths in zip(start[:2], settings.widths(), strict=True):
        for mine, drawn in zip(parameters, mlp_init(widths, rng), strict=True):
            mine[...] = drawn
    target.theta[:] = flat.theta
    sizes = {k: (settings.tasks, k * HORIZON, settings.batch) for k in settings.contexts}
    fused = {k: FusedUpdate(*settings.widths(), sizes[k], np.float32) for k in sizes}
    data = _Data(goals, settings, rng)
    adam = Adam(settings.lr)
    for update in range(settings.updates):
        done = update / settings.updates
        if update and update % settings.collect == 0:
            data.trial(_wide(start), settings.exploration(done))
            on_progress(done)
        step = fused[int(rng.choice(settings.contexts))]
        data.fill(step)
        step.gradients(flat, target.q, gradient, settings.discount, settings.kl_weight)
        adam.lr = settings.rate(done)
        adam.step([flat.theta], [gradient.theta])
        target.shared += settings.follow * (flat.shared - target.shared)
    return _wide(start)


class _Data:
    """Both buffers, and how they are filled and drawn from."""

    def __init__(self, goals: FloatArray, settings: Settings, rng: np.random.Generator) -> None:
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

    def trial(self, networks: Networks, exploration: Exploration) -> None:
        """Play one trial on every task; its episodes replace the last one's as context."""
        for episode in range(self.settings.trial):
            known = episode if episode >= self.settings.trial // 2 else 0
            context = self.recent.first(known)
            z = hypotheses(networks.encoder, context, self.settings.latent, self.rng)
            played = play(networks.q, z, self.goals, self.rng, exploration)
            self.replay.add(played)
            self.recent.replace(episode, played)

    def fill(self, step: FusedUpdate) -> None:
        """Draw the data of one update."""
        tasks, n, batch = step.sizes
        chosen = self.rng.choice(len(self.goals), tasks, replace=False)
        context = self.recent.draw(chosen, n // HORIZON, self.rng)
        moves = self.replay.draw(chosen, batch, self.rng)
        step.context[:] = context.reshape(-1, CONTEXT_ENTRIES).T
        step.s[:] = moves.s.reshape(-1, 2).T
        step.s_next[:] = moves.s_next.reshape(-1, 2).T
        step.a[:] = moves.a.ravel()
        step.r[:] = moves.r.ravel()
        step.noise[:] = self.rng.normal(size=step.noise.shape)


GUIDED = Exploration(1.0, 0.0)


def _wide(networks: Networks) -> Networks:
    """A copy in the precision that the readable functions have."""
    copies: list[Parameters] = [[one.astype(np.float64) for one in part] for part in networks]
    return Networks(*copies)


def train_without_context(
    goals: FloatArray,
    settings: Settings,
    rng: np.random.Generator,
    told: bool,
    on_progress: OnProgress = silent,
) -> Networks:
    """Q-learning with z = 0, or with z = goal: what context can add, and at most.

    Args:
        goals: float[K, 2], of the training tasks.
        settings: as for ``train``; the encoder's are not used.
        rng: source of everything random.
        told: whether the goal stands in the place of z, which has 2 dimensions here.
        on_progress: called now and then with the share that is done, from 0 to 1.

    Returns:
        The trained networks, without an encoder.

    Source: vanhasselt-2016-double, equation 4, for tasks that are told or not.
    """
    z = goals if told else np.zeros_like(goals)
    q = mlp_init((4, *settings.widths()[1][1:]), rng)
    networks = Networks([], q, [one.copy() for one in q])
    episodes = settings.warm_up + settings.updates // settings.collect
    replay = Replay(len(goals), episodes, HORIZON, 2)
    adam = Adam(settings.lr)
    for _ in range(settings.warm_up):
        replay.add(play(q, z, goals, rng, GUIDED))
    for update in range(settings.updates):
        done = update / settings.updates
        if update and update % settings.collect == 0:
            replay.add(play(q, z, goals, rng, settings.exploration(done)))
            on_progress(done)
        chosen = rng.choice(len(goals), settings.tasks, replace=False)
        moves = replay.draw(chosen, settings.batch, rng)
        adam.lr = settings.rate(done)
        adam.step(q, q_gradients(networks, moves, z[chosen], settings.discount)[0])
        follow(networks.target, q, settings.follow)
    return networks


def returns_after(
    networks: Networks,
    goals: FloatArray,
    explored: tuple[int, ...],
    latent: int,
    rng: np.random.Generator,
    always: bool = False,
) -> FloatArray:
    """Sparse return of one more episode after some that explored, of each held-out task.

    Args:
        networks: trained ones.
        goals: float[K, 2].
        explored: numbers of exploration episodes, rising; 0 is an episode with z from the prior.
        latent: dimensions of z.
        rng: source of the hypotheses.
        always: whether exploration has hypotheses from the belief so far, not from the prior.

    Returns:
        float[len(explored), K].

    Source: rakelly-2019-pearl, Algorithm 2.
    """
    recent = Recent(len(goals), max(explored), HORIZON, CONTEXT_ENTRIES)
    returns = []
    for episode in range(max(explored) + 1):
        if episode in explored:
            z = hypotheses(networks.encoder, recent.first(episode), latent, rng)
            returns.append(final_returns(networks.q, z, goals, rng))
        if episode < max(explored):
            known = recent.first(episode if always else 0)
            z = hypotheses(networks.encoder, known, latent, rng)
            recent.replace(episode, play(networks.q, z, goals, rng))
    return np.array(returns)


def final_returns(
    q: Parameters, z: FloatArray, goals: FloatArray, rng: np.random.Generator
) -> FloatArray:
    """Sparse return of one greedy episode in each task:  sum_t r_t.

    Args:
        q: the value network.
        z: float[T, d], what each task is taken for.
        goals: float[T, 2].
        rng: passed on to ``play``.

    Returns:
        float[T], each in [0, 20].

    Source: rakelly-2019-pearl, Algorithm 2.
    """
    positions = play(q, z, goals, rng).s_next
    return np.asarray(sparse_reward(positions, goals[:, None]).sum(axis=1))


def split(
    goals: FloatArray, held_out: int, rng: np.random.Generator
) -> tuple[FloatArray, FloatArray]:
    """Training and held-out goals, in random order.

    Args:
        goals: float[K, 2].
        held_out: how many are kept for the test, < K.
        rng: source of the order.

    Returns:
        float[K - held_out, 2] and float[held_out, 2].

    Source: rakelly-2019-pearl, released code (sparse point robot).
    """
    order: NDArray[np.intp] = rng.permutation(len(goals))
    return goals[order[held_out:]], goals[order[:held_out]]
