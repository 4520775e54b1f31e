"""Networks for several tasks: a head for each, the task's identity as input, or nothing shared.

All are the perceptron of ``metarl.networks.mlp``; they differ in which of its arrays have a leading
axis with one entry per task. The same three functions run them all.
"""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import NDArray

from metarl.multitask.parameters import shared_and_own
from metarl.networks.adam import Parameters
from metarl.networks.mlp import Trace, mlp_backward, mlp_init
from metarl.shapes import FloatArray, float_array, require_shape

Sharing = Literal["heads", "input", "blind", "nothing"]


def shared_init(
    sizes: tuple[int, ...], tasks: int, sharing: Sharing, rng: np.random.Generator
) -> Parameters:
    """Parameters of which some are shared:  [W_1, b_1, …], an axis K before what is not.

    Args:
        sizes: widths n_0 … n_L; with "input" the task's identity adds K to the first one.
        tasks: number of tasks K, >= 1.
        sharing: "heads" gives every task its own last layer, "input" shares all layers, "blind"
            too but is not told the task, "nothing" gives every task a network of its own.
        rng: source of the weights.

    Returns:
        W_l float[n_{l-1}, n_l] and b_l float[n_l] where shared, float[K, …] where not. All tasks
        begin with the same weights.

    Raises:
        ValueError: if there is no task, or the sizes are not those of a network.

    Source: caruana-1997-multitask, for shared layers; yu-2019-meta-world for the identity as input.
    """
    if tasks < 1:
        raise ValueError(f"tasks: expected 1 or more, found {tasks}")
    wide = (sizes[0] + tasks, *sizes[1:]) if sharing == "input" else sizes
    parameters = mlp_init(wide, rng, gain=1.0)
    first_own = {"heads": len(parameters) - 2, "nothing": 0}.get(sharing, len(parameters))
    own = [np.repeat(array[None], tasks, axis=0) for array in parameters[first_own:]]
    return parameters[:first_own] + own


def task_inputs(parameters: Parameters, x: FloatArray) -> FloatArray:
    """What a network is given:  [x, onehot(i)] for task i where it has room for that, else x.

    Args:
        parameters: as ``shared_init`` makes them.
        x: float[K, N, D], observations of each task.

    Returns:
        float[K, N, D + K] or float[K, N, D].

    Source: yu-2019-meta-world, the multi-task suites.
    """
    tasks, _, size = x.shape
    if parameters[0].shape[-2] == size:
        return x
    return np.stack([with_task_id(rows, i, tasks) for i, rows in enumerate(x)])


def task_gradients(
    parameters: Parameters, trace: Trace, d_out: FloatArray
) -> tuple[FloatArray, Parameters]:
    """What each task asks of the shared parameters, and of its own:  g_i = dL_i/d theta.

    Args:
        parameters: of a network that ran on float[K, N, n_0].
        trace: what ``mlp_forward`` returned.
        d_out: float[K, N, n_L], the gradient of each task's loss with respect to its outputs.

    Returns:
        float[K, P], each task's gradient of all shared parameters in one row; and the gradients of
        the others, float[K, …] each. A task has no gradient in another task's head.

    Source: caruana-1997-multitask, for shared layers; rumelhart-1986-backprop.
    """
    gradients, _ = mlp_backward(parameters, trace, d_out)
    common, own = shared_and_own(parameters, gradients)
    rows = [gradient.reshape(len(d_out), -1) for gradient in common]
    return np.concatenate(rows, axis=1) if rows else np.zeros((len(d_out), 0)), own


def multihead_gradients(
    W: FloatArray, V: FloatArray, x: FloatArray, y: FloatArray, task: NDArray[np.intp]
) -> tuple[FloatArray, FloatArray]:
    """Gradients of a mixed batch's loss  0.5 sum_n (tanh(x_n W) . V_{task_n} - y_n)^2.

    Args:
        W: float[D, H], the trunk, shared by all tasks.
        V: float[K, H], a head for each task.
        x: float[N, D], inputs of all tasks in any order.
        y: float[N], targets.
        task: int[N], which task each example is from, in 0 … K-1.

    Returns:
        float[D, H] for the trunk, summed over the tasks, and float[K, H] for the heads, zero for
        a task without examples.

    Raises:
        ValueError: if the shapes do not fit together.

    Source: caruana-1997-multitask, for shared layers; rumelhart-1986-backprop.
    """
    inputs, heads = float_array("x", x, ndim=2), float_array("V", V, ndim=2)
    require_shape("W", float_array("W", W, ndim=2), (inputs.shape[1], heads.shape[1]))
    require_shape("y", float_array("y", y, ndim=1), inputs.shape[:1])
    h = np.tanh(inputs @ W)
    error = (h * heads[task]).sum(axis=1) - y
    d_heads = np.zeros_like(heads)
    np.add.at(d_heads, task, error[:, None] * h)
    return inputs.T @ (error[:, None] * heads[task] * (1.0 - h * h)), d_heads


def with_task_id(x: FloatArray, i: int, tasks: int) -> FloatArray:
    """Observations with the identity of their task:  [x, onehot(i)].

    Args:
        x: float[N, D], observations of task i.
        i: which task, in 0 … K-1.
        tasks: number of tasks K.

    Returns:
        float[N, D + K].

    Raises:
        ValueError: if ``x`` is not two-dimensional or there is no such task.

    Source: yu-2019-meta-world, the multi-task suites.
    """
    observations = float_array("x", x, ndim=2)
    if not 0 <= i < tasks:
        raise ValueError(f"i: expected 0 to {tasks - 1}, found {i}")
    identity = np.zeros((len(observations), tasks))
    identity[:, i] = 1.0
    return np.concatenate([observations, identity], axis=1)


def blind_and_informed(p: FloatArray) -> tuple[float, float]:
    """What the identity of the task is worth:  max_a mean_i p_ia  and  mean_i max_a p_ia.

    Args:
        p: float[K, A], expected reward of each action in each task.

    Returns:
        The value of the best single action for all tasks, and of the best one for each.

    Raises:
        ValueError: if ``p`` is not two-dimensional.
    """
    rewards = float_array("p", p, ndim=2)
    return float(rewards.mean(axis=0).max()), float(rewards.max(axis=1).mean())
