"""The gradient of the loss after adaptation, with respect to the parameters before it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from metarl.maml.adapt import EVERYTHING, FewShot, adapt_networks
from metarl.networks.adam import Parameters
from metarl.networks.hessian import mlp_hessian_vector
from metarl.networks.losses import squared_error
from metarl.networks.mlp import Activation, mlp_backward, mlp_forward
from metarl.shapes import FloatArray

Task = tuple[FloatArray, FloatArray, FloatArray, FloatArray]


def query_gradient(
    parameters: Parameters, data: FewShot, activation: Activation = "relu"
) -> tuple[FloatArray, Parameters]:
    """Loss on the query set of each task, and its gradient there:  grad L_i^query(theta_i).

    Args:
        parameters: [W_1, b_1, …], shared or with a leading axis K.
        data: examples of the K tasks.
        activation: of the hidden layers.

    Returns:
        float[K], the losses, and the gradients, each with a leading axis K.

    Raises:
        ValueError: if the shapes do not fit together.

    Source: finn-2017-maml, Algorithm 1, line 8.
    """
    output, trace = mlp_forward(parameters, data.query_x, activation)
    losses, d_out = squared_error(output, data.query_y)
    return losses, mlp_backward(parameters, trace, d_out)[0]


def meta_gradient(
    parameters: Parameters,
    data: FewShot,
    alpha: float,
    steps: int = 1,
    adapted: slice = EVERYTHING,
    activation: Activation = "relu",
) -> tuple[FloatArray, Parameters]:
    """Through k inner steps:  g = mean_i (I - alpha H_0) … (I - alpha H_{k-1}) grad L_i(theta_k).

    H_j is the Hessian of task i's support loss after j steps. No derivative beyond the second
    appears, however many steps there are.

    Args:
        parameters: [W_1, b_1, …], shared by all tasks.
        data: support and query examples of K tasks.
        alpha: step size of the inner loop, > 0.
        steps: inner steps k, >= 0.
        adapted: the arrays that the inner loop changes; the gradient covers all of them anyway.
        activation: of the hidden layers.

    Returns:
        float[K], the query losses after adaptation, and the gradients, shaped as the parameters.

    Raises:
        ValueError: if the shapes do not fit together or ``steps`` is negative.

    Source: finn-2017-maml, Algorithm 1, lines 5 to 8.
    """
    path = adapt_networks(parameters, data.x, data.y, alpha, steps, adapted, activation)
    losses, gradient = query_gradient(path[-1], data, activation)
    for place in reversed(path[:-1]):
        turned = _support_hessian(place, data, _only(gradient, adapted), activation)
        gradient = [g - alpha * turn for g, turn in zip(gradient, turned, strict=True)]
    return losses, [g.mean(axis=0) for g in gradient]


def maml_gradient(
    theta: FloatArray,
    tasks: Sequence[Task],
    alpha: float,
    gradient: Callable[[FloatArray, FloatArray, FloatArray], FloatArray],
    hvp: Callable[[FloatArray, FloatArray, FloatArray, FloatArray], FloatArray],
) -> FloatArray:
    """Through one inner step, for any model:  g = mean_i (I - alpha H_i) grad L_i^query(theta_i).

    ``meta_gradient`` is the same for networks, with all tasks at once.

    Args:
        theta: float[...], parameters, shared by all tasks.
        tasks: K times (xs, ys, xq, yq), support and query examples.
        alpha: step size of the inner loop, >= 0.
        gradient: of (theta, x, y); the gradient of the loss, of the shape of theta.
        hvp: of (theta, x, y, v); the Hessian of that loss, times v.

    Returns:
        float[...], of the shape of theta.

    Raises:
        ValueError: if there is no task.

    Source: finn-2017-maml, Algorithm 1, lines 5 to 8.
    """
    if not tasks:
        raise ValueError("tasks: expected at least one, found none")
    total = np.zeros_like(theta, dtype=np.float64)
    for xs, ys, xq, yq in tasks:
        adapted = theta - alpha * gradient(theta, xs, ys)
        slope = gradient(adapted, xq, yq)
        total += slope - alpha * hvp(theta, xs, ys, slope)
    return total / len(tasks)


def _support_hessian(
    place: Parameters, data: FewShot, direction: Parameters, activation: Activation
) -> Parameters:
    """Hessian of each task's support loss, times a direction for each task."""
    output, trace = mlp_forward(place, data.x, activation)
    d_out = squared_error(output, data.y)[1]
    rate = 2.0 / (output.shape[-2] * output.shape[-1])
    return mlp_hessian_vector(place, trace, d_out, direction, lambda change: rate * change)


def _only(gradient: Parameters, adapted: slice) -> Parameters:
    """The gradient where the inner loop moves, and 0 elsewhere."""
    direction = [np.zeros_like(g) for g in gradient]
    direction[adapted] = gradient[adapted]
    return direction
