"""Adaptation to a task by a few gradient steps on its support set."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from metarl.networks.adam import Parameters
from metarl.networks.losses import squared_error
from metarl.networks.mlp import Activation, mlp_backward, mlp_forward
from metarl.shapes import FloatArray, float_array, require_shape

# Which arrays of [W_1, b_1, …, W_L, b_L] the inner loop changes.
EVERYTHING = slice(None)
HEAD = slice(-2, None)


class FewShot(NamedTuple):
    """Examples of several tasks, for a network from D inputs to D' outputs.

    Attributes:
        x: float[K, N, D], support inputs.
        y: float[K, N, D'], support targets.
        query_x: float[K, N', D], query inputs.
        query_y: float[K, N', D'], query targets.
    """

    x: FloatArray
    y: FloatArray
    query_x: FloatArray
    query_y: FloatArray


def inner_adapt(
    theta: FloatArray,
    grad_fn: Callable[[FloatArray], FloatArray],
    alpha: float,
    steps: int,
) -> FloatArray:
    """Adapt to one task by gradient descent:  theta <- theta - alpha * grad_fn(theta).

    The initial parameters stay as they are, because the next task starts from them too.

    Args:
        theta: float[P], initial parameters.
        grad_fn: maps float[P] to float[P], the gradient of the task's loss on its support set.
        alpha: step size of the inner loop, > 0.
        steps: number of gradient steps, >= 0; ``grad_fn`` is called exactly that often.

    Returns:
        float[P], the adapted parameters, never the array ``theta`` itself.

    Raises:
        ValueError: if ``theta`` is not one-dimensional, a gradient has another shape, or
            ``steps`` is negative.

    Source: finn-2017-maml, Algorithm 1, line 6.
    """
    adapted = float_array("theta", theta, ndim=1).copy()
    if steps < 0:
        raise ValueError(f"steps: expected 0 or more, found {steps}")
    for _ in range(steps):
        gradient = float_array("grad_fn(theta)", grad_fn(adapted), ndim=1)
        require_shape("grad_fn(theta)", gradient, adapted.shape)
        adapted = adapted - alpha * gradient
    return adapted


def adapt_networks(
    parameters: Parameters,
    x: FloatArray,
    y: FloatArray,
    alpha: float,
    steps: int,
    adapted: slice = EVERYTHING,
    activation: Activation = "relu",
) -> list[Parameters]:
    """Adapt a network to each task:  theta_{i,j+1} = theta_{i,j} - alpha grad L_i(theta_{i,j}).

    Args:
        parameters: [W_1, b_1, …], shared by all tasks or with a leading axis K.
        x: float[K, N, D], support inputs.
        y: float[K, N, D'], support targets; the loss is their mean squared error.
        alpha: step size, > 0.
        steps: number of steps k, >= 0.
        adapted: the arrays that change, all or only the last layer's.
        activation: of the hidden layers.

    Returns:
        The k + 1 parameter lists on the way, the given one first. Arrays that have changed carry a
        leading axis K.

    Raises:
        ValueError: if the shapes do not fit together or ``steps`` is negative.

    Source: finn-2017-maml, Algorithm 1, line 6.
    """
    if steps < 0:
        raise ValueError(f"steps: expected 0 or more, found {steps}")
    float_array("x", x, ndim=3)
    path = [parameters]
    for _ in range(steps):
        output, trace = mlp_forward(path[-1], x, activation)
        gradient, _ = mlp_backward(path[-1], trace, squared_error(output, y)[1])
        moved = list(path[-1])
        moved[adapted] = [
            theta - alpha * g for theta, g in zip(moved[adapted], gradient[adapted], strict=True)
        ]
        path.append(moved)
    return path
