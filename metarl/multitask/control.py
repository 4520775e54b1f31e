"""Several control tasks learned at once, by policy gradients through a shared network."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from metarl.multitask.parameters import shared_and_own, unflatten
from metarl.multitask.remedies import remedy
from metarl.multitask.shared import Sharing, shared_init, task_gradients, task_inputs
from metarl.networks.adam import Adam, Parameters
from metarl.networks.mlp import mlp_forward
from metarl.shapes import FloatArray
from metarl.tasks.control import Episodes, Pursuit, pursue


@dataclass(frozen=True)
class Settings:
    """How a policy is trained.

    Attributes:
        sharing: what the tasks have in common.
        remedy: what makes one direction of the tasks' gradients.
        width: hidden units, of each network.
        updates: how many.
        episodes: of each task in an update, >= 2.
        noise: standard deviation of the actions.
        lr: first step size, which falls to zero along a line.
    """

    sharing: Sharing = "heads"
    remedy: str = "sum"
    width: int = 4
    updates: int = 300
    episodes: int = 4
    noise: float = 0.3
    lr: float = 0.02


def mean_action(parameters: Parameters, x: FloatArray) -> FloatArray:
    """The policy without its noise:  mu_i = f_i(x), a hidden layer of tanh units and a linear one.

    Args:
        parameters: of a network that tells the tasks apart, or takes their identity as input.
        x: float[K, N, D], observations of each task.

    Returns:
        float[K, N, A], the means of the actions.

    Source: williams-1992-reinforce, section 6, for the Gaussian policy.
    """
    return mlp_forward(parameters, task_inputs(parameters, x), "tanh")[0]


def policy_gradient(
    parameters: Parameters, played: Episodes, noise: float
) -> tuple[FloatArray, Parameters]:
    """Gradients of each task's cost:  -mean_bl (G_bl - mean_b G_bl) d log pi(a_bl | x_bl)/d theta.

    Args:
        parameters: of the policy that played.
        played: B episodes of L moves of each of the K tasks; G are the returns from move l on.
        noise: standard deviation of the actions.

    Returns:
        As ``task_gradients``: float[K, P] for what is shared, and the gradients of the rest.

    Source: williams-1992-reinforce, sections 4 and 6.
    """
    tasks, _, _, size = played.observations.shape
    x = played.observations.reshape(tasks, -1, size)
    actions = played.actions.reshape(tasks, x.shape[1], -1)
    to_go = played.rewards[..., ::-1].cumsum(axis=-1)[..., ::-1]
    advantage = (to_go - to_go.mean(axis=1, keepdims=True)).reshape(tasks, -1, 1)
    mean, trace = mlp_forward(parameters, task_inputs(parameters, x), "tanh")
    d_mean = -advantage * (actions - mean) / (noise**2 * x.shape[1])
    return task_gradients(parameters, trace, d_mean)


def train(tasks: Pursuit, settings: Settings, rng: np.random.Generator) -> Parameters:
    """A policy for all tasks:  theta <- Adam(theta, remedy(g_1, …, g_K)), heads with their own g_i.

    Args:
        tasks: what to learn.
        settings: how.
        rng: source of weights, targets, actions and orders.

    Returns:
        Its parameters.

    Source: williams-1992-reinforce; yu-2020-pcgrad, section 2, for the setting.
    """
    count, size = len(tasks.pay), len(tasks.sensors)
    parameters = shared_init((size, settings.width, 2), count, settings.sharing, rng)
    # everyone begins by staying put: heads at random would want opposite features at first
    parameters[-2][...] = 0.0
    common, own = shared_and_own(parameters, parameters)
    combine = remedy(settings.remedy, count, rng)
    adam = Adam(settings.lr)

    def act(x: FloatArray) -> FloatArray:
        mean = mean_action(parameters, x)
        return mean + settings.noise * rng.normal(size=mean.shape)

    for update in range(settings.updates):
        adam.lr = settings.lr * (1.0 - update / settings.updates)
        played = pursue(tasks, act, settings.episodes, rng)
        G, gradients = policy_gradient(parameters, played, settings.noise)
        if common:
            direction, weights = combine(-played.rewards.mean(axis=(1, 2)), G)
            shared = unflatten(direction, common)
            gradients = [g * weights.reshape(-1, *[1] * (g.ndim - 1)) for g in gradients]
        else:
            shared = []
        adam.step(common + own, shared + gradients)
    return parameters


def returns(
    tasks: Pursuit, parameters: Parameters, episodes: int, rng: np.random.Generator
) -> FloatArray:
    """Mean reward per step of the policy without its noise, before pay:  -|target - place|^2.

    Args:
        tasks: what was learned.
        parameters: of the policy.
        episodes: of each task, >= 1.
        rng: source of the targets.

    Returns:
        float[K].
    """
    played = pursue(tasks, lambda x: mean_action(parameters, x), episodes, rng)
    return np.asarray(played.rewards.mean(axis=(1, 2)) / tasks.pay)
