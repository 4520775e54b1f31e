"""Meta-learning without second derivatives: FOMAML and Reptile."""

from __future__ import annotations

from metarl.maml.adapt import EVERYTHING, FewShot, adapt_networks
from metarl.maml.meta_gradient import query_gradient
from metarl.networks.adam import Parameters
from metarl.networks.losses import squared_error
from metarl.networks.mlp import Activation, mlp_backward, mlp_forward
from metarl.shapes import FloatArray


def fomaml_gradient(
    parameters: Parameters,
    data: FewShot,
    alpha: float,
    steps: int = 1,
    adapted: slice = EVERYTHING,
    activation: Activation = "relu",
) -> tuple[FloatArray, Parameters]:
    """First-order MAML:  g = mean_i grad L_i(theta_{i,k}).

    Args:
        parameters: [W_1, b_1, …], shared by all tasks.
        data: support and query examples of K tasks.
        alpha: step size of the inner loop, > 0.
        steps: inner steps k, >= 0.
        adapted: the arrays that the inner loop changes.
        activation: of the hidden layers.

    Returns:
        float[K], the query losses after adaptation, and the gradients, shaped as the parameters.

    Raises:
        ValueError: if the shapes do not fit together or ``steps`` is negative.

    Source: finn-2017-maml, section 5.2, first-order approximation.
    """
    path = adapt_networks(parameters, data.x, data.y, alpha, steps, adapted, activation)
    losses, gradient = query_gradient(path[-1], data, activation)
    return losses, [g.mean(axis=0) for g in gradient]


def reptile_step(
    parameters: Parameters,
    x: FloatArray,
    y: FloatArray,
    alpha: float,
    epsilon: float,
    activation: Activation = "relu",
) -> Parameters:
    """Move towards where k steps on one task lead:  theta <- theta + epsilon (theta_k - theta).

    Args:
        parameters: [W_1, b_1, …].
        x: float[k, N, D], one batch of the task's inputs for each inner step.
        y: float[k, N, D'], their targets.
        alpha: step size of the inner loop, > 0.
        epsilon: share of the way, in (0, 1].
        activation: of the hidden layers.

    Returns:
        The parameters after the step, as new arrays.

    Raises:
        ValueError: if the shapes do not fit together.

    Source: nichol-2018-reptile, Algorithm 1.
    """
    adapted = [theta.copy() for theta in parameters]
    for batch, target in zip(x, y, strict=True):
        output, trace = mlp_forward(adapted, batch, activation)
        gradient, _ = mlp_backward(adapted, trace, squared_error(output, target)[1])
        for theta, g in zip(adapted, gradient, strict=True):
            theta -= alpha * g
    return [theta + epsilon * (end - theta) for theta, end in zip(parameters, adapted, strict=True)]
