"""Meta-training on the point robot, and Q-learning without context to compare it with."""

from __future__ import annotations

import numpy as np

from metarl.networks.adam import Adam
from metarl.networks.mlp import mlp_init
from metarl.pearl.agent import GUIDED, play
from metarl.pearl.buffers import Replay
from metarl.pearl.experience import Experience, Settings
from metarl.pearl.q_learning import Networks, follow, gradients, q_gradients
from metarl.progress import OnProgress, silent
from metarl.shapes import FloatArray
from metarl.tasks.robot import HORIZON


def networks_init(settings: Settings, rng: np.random.Generator) -> Networks:
    """Random networks, of which the slower copy begins as Q:  target = Q.

    Args:
        settings: for the widths.
        rng: source of the weights.

    Returns:
        Encoder, Q and copy.

    Source: rakelly-2019-pearl, Algorithm 1.
    """
    encoder, q = (mlp_init(widths, rng) for widths in settings.widths())
    return Networks(encoder, q, [array.copy() for array in q])


def train(
    goals: FloatArray,
    settings: Settings,
    rng: np.random.Generator,
    on_progress: OnProgress = silent,
) -> Networks:
    """Alternate trials on all tasks with updates on some:  theta <- Adam(theta, grad L).

    L is that of ``q_learning.gradients``, for the encoder and Q together.

    Args:
        goals: float[K, 2], of the training tasks.
        settings: numbers of all kinds.
        rng: source of everything random.
        on_progress: called now and then with the share that is done, from 0 to 1.

    Returns:
        The trained networks.

    Source: rakelly-2019-pearl, Algorithm 1, with Q-learning in place of soft actor-critic.
    """
    networks = networks_init(settings, rng)
    data = Experience(goals, settings, rng)
    adam = Adam(settings.lr)
    for update in range(settings.updates):
        done = update / settings.updates
        if update and update % settings.collect == 0:
            data.play_trial(networks, settings.exploration(done))
            on_progress(done)
        step, _ = gradients(networks, data.draw(), settings.discount, settings.kl_weight)
        adam.lr = settings.rate(done)
        adam.step([*networks.encoder, *networks.q], step)
        follow(networks.target, networks.q, settings.follow)
    return networks


def train_without_context(
    goals: FloatArray,
    settings: Settings,
    rng: np.random.Generator,
    knows_goal: bool,
    on_progress: OnProgress = silent,
) -> Networks:
    """Q-learning with z = 0, or with z = goal:  theta <- Adam(theta, grad L_critic).

    What context can add lies between these two.

    Args:
        goals: float[K, 2], of the training tasks.
        settings: as for ``train``; the encoder's are not used.
        rng: source of everything random.
        knows_goal: whether the goal stands in the place of z, which has 2 dimensions here.
        on_progress: called now and then with the share that is done, from 0 to 1.

    Returns:
        The trained networks, without an encoder.

    Source: vanhasselt-2016-double, with the task as an input or without.
    """
    z = goals if knows_goal else np.zeros_like(goals)
    q = mlp_init((4, *settings.widths()[1][1:]), rng)
    networks = Networks([], q, [array.copy() for array in q])
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
