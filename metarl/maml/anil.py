"""Almost no inner loop: only the last layer adapts, on features that the outer loop learns."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from metarl.maml.adapt import FewShot
from metarl.networks.adam import Parameters
from metarl.networks.losses import squared_error
from metarl.networks.mlp import mlp_backward, mlp_forward, slope
from metarl.shapes import FloatArray, float_array


class Head(NamedTuple):
    """Each task's last layer, or its gradient: float[K, H, D'] and float[K, 1, D']."""

    weights: FloatArray
    bias: FloatArray


def anil_gradient(
    parameters: Parameters, data: FewShot, alpha: float, steps: int = 1
) -> tuple[FloatArray, Parameters]:
    """Loss after k steps of the head alone, and its gradient:  the same as ``meta_gradient``'s.

    The features do not change within a task, so the network's body is run once for all tasks and
    the inner loop is linear regression on H features.

    Args:
        parameters: [W_1, b_1, …] of a network with ReLU layers, shared by all tasks.
        data: support and query examples of K tasks.
        alpha: step size of the inner loop, > 0.
        steps: inner steps k, >= 0.

    Returns:
        float[K], the query losses after adaptation, and the gradients, shaped as the parameters.

    Raises:
        ValueError: if the shapes do not fit together or ``steps`` is negative.

    Source: raghu-2020-anil, section 4.1; the gradient is finn-2017-maml's.
    """
    if steps < 0:
        raise ValueError(f"steps: expected 0 or more, found {steps}")
    tasks, n, _ = float_array("x", data.x, ndim=3).shape
    body, trace = mlp_forward(parameters[:-2], np.concatenate([data.x, data.query_x], axis=1))
    features = np.maximum(body, 0.0)
    support, query = features[:, :n], features[:, n:]
    bias = np.broadcast_to(parameters[-1], (tasks, 1, len(parameters[-1])))
    path = [Head(np.broadcast_to(parameters[-2], (tasks, *parameters[-2].shape)), bias)]
    errors: list[FloatArray] = []
    for _ in range(steps):
        errors.append(squared_error(_outputs(support, path[-1]), data.y)[1])
        move = _gradient(support, errors[-1])
        path.append(Head(*(old - alpha * g for old, g in zip(path[-1], move, strict=True))))
    losses, d_out = squared_error(_outputs(query, path[-1]), data.query_y)
    head, d_support = _backwards(support, path, errors, _gradient(query, d_out), alpha)
    d_query = d_out @ path[-1].weights.swapaxes(-1, -2)
    d_body = np.concatenate([d_support, d_query], axis=1) * slope(features, "relu")
    gradient, _ = mlp_backward(parameters[:-2], trace, d_body)
    gradient += [head.weights, head.bias[:, 0]]
    return losses, [g.mean(axis=0) for g in gradient]


def _outputs(features: FloatArray, head: Head) -> FloatArray:
    """float[K, N, D'], what the heads make of the features."""
    return features @ head.weights + head.bias


def _gradient(features: FloatArray, d_out: FloatArray) -> Head:
    """Gradient of each head, from that of its output."""
    return Head(features.swapaxes(-1, -2) @ d_out, d_out.sum(axis=1, keepdims=True))


def _backwards(
    features: FloatArray, path: list[Head], errors: list[FloatArray], gradient: Head, alpha: float
) -> tuple[Head, FloatArray]:
    """The inner steps in reverse:  w_{j+1} = w_j - alpha f' e_j,  e_j = r (f w_j - y).

    The gradients of the heads before the first step, and of the support features.
    """
    rate = 2.0 / (features.shape[1] * path[0].weights.shape[-1])
    d_features = np.zeros_like(features)
    for head, error in zip(reversed(path[:-1]), reversed(errors), strict=True):
        d_error = -alpha * rate * _outputs(features, gradient)
        d_features += d_error @ head.weights.swapaxes(-1, -2)
        d_features -= alpha * error @ gradient.weights.swapaxes(-1, -2)
        more = _gradient(features, d_error)
        gradient = Head(gradient.weights + more.weights, gradient.bias + more.bias)
    return gradient, d_features
