"""Attention without softmax: one layer can take one step of gradient descent.

Tokens are float[B, T, D] with D = d + 1: an example is [x, y], the query, which comes last, is
[x, 0]. Parameters are the list ``[W_Q, W_K, W_V, P]``, each float[D, D].
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from metarl.in_context.baselines import check_prompt
from metarl.networks.adam import Parameters
from metarl.shapes import FloatArray, float_array, require_shape


class LinearTrace(NamedTuple):
    """What a forward pass leaves for the backward pass.

    Attributes:
        tokens: float[B, T, D], the input.
        q: float[B, T, D], the queries.
        k, v: float[B, T - 1, D], keys and values of the examples.
    """

    tokens: FloatArray
    q: FloatArray
    k: FloatArray
    v: FloatArray


def as_tokens(x: FloatArray, y: FloatArray, query: FloatArray) -> FloatArray:
    """A prompt as tokens:  e_i = [x_i, y_i],  e_{N+1} = [query, 0].

    Args:
        x: float[B, N, d].
        y: float[B, N].
        query: float[B, d].

    Returns:
        float[B, N + 1, d + 1].

    Raises:
        ValueError: if the shapes do not fit together.

    Source: vonoswald-2023-icl-gd, section 2.
    """
    check_prompt(x, y, query)
    batch, examples, d = x.shape
    tokens = np.zeros((batch, examples + 1, d + 1))
    tokens[:, :-1, :d] = x
    tokens[:, :-1, d] = y
    tokens[:, -1, :d] = query
    return tokens


def construct_step(d: int, examples: int, eta: float) -> Parameters:
    """Weights of a layer that takes one gradient step:  e_j <- e_j - (0, Delta w . x_j).

    Queries and keys keep the inputs only, values the target only, and P = -eta/N. A layer turns
    targets into what is left of them after the step, so that K layers take K steps, and minus the
    last entry of the query's token is the prediction.

    Args:
        d: dimensions of an input, >= 1.
        examples: number N of examples, >= 1.
        eta: step size on  1/(2N) sum_i (w . x_i - y_i)^2.

    Returns:
        [W_Q, W_K, W_V, P].

    Raises:
        ValueError: if a size is not positive.

    Source: vonoswald-2023-icl-gd, proposition 1, with w_0 = 0.
    """
    if min(d, examples) < 1:
        raise ValueError(f"d, examples: expected positive ones, found {(d, examples)}")
    inputs = np.diag([1.0] * d + [0.0])
    target = np.diag([0.0] * d + [1.0])
    return [inputs, inputs.copy(), target, -eta / examples * np.eye(d + 1)]


def layer_init(d: int, rng: np.random.Generator, scale: float = 0.1) -> Parameters:
    """Small random weights, near the prediction 0:  W ~ N(0, scale^2 / D).

    Args:
        d: dimensions of an input, >= 1.
        rng: source of the weights.
        scale: how small.

    Returns:
        [W_Q, W_K, W_V, P].
    """
    return [rng.normal(0.0, scale / np.sqrt(d + 1), (d + 1, d + 1)) for _ in range(4)]


def layer_forward(parameters: Parameters, tokens: FloatArray) -> tuple[FloatArray, LinearTrace]:
    """One layer of attention without softmax:  e_j <- e_j + sum_i (q_j . k_i) v_i P.

    Every token attends to the examples, none to the query.

    Args:
        parameters: [W_Q, W_K, W_V, P].
        tokens: float[B, T, D].

    Returns:
        float[B, T, D], and what ``layer_backward`` needs.

    Raises:
        ValueError: if the shapes do not fit together.

    Source: vonoswald-2023-icl-gd, equation 3.
    """
    tokens = float_array("tokens", tokens, ndim=3)
    width = tokens.shape[-1]
    for name, weights in zip(("W_Q", "W_K", "W_V", "P"), parameters, strict=True):
        require_shape(name, weights, (width, width))
    examples = tokens[:, :-1]
    q = tokens @ parameters[0]
    k, v = examples @ parameters[1], examples @ parameters[2]
    # without softmax the keys and values can be summed up first: float[B, D, D]
    memory = k.swapaxes(1, 2) @ v
    return tokens + q @ memory @ parameters[3], LinearTrace(tokens, q, k, v)


def layer_backward(
    parameters: Parameters, trace: LinearTrace, d_out: FloatArray
) -> tuple[Parameters, FloatArray]:
    """Gradients by the chain rule, with the memory  M = sum_i k_i' v_i:  out = e + q M P.

    Args:
        parameters: as in the forward pass.
        trace: what that returned.
        d_out: float[B, T, D], the gradient of the loss with respect to the output.

    Returns:
        The gradients of [W_Q, W_K, W_V, P], and float[B, T, D], that with respect to the tokens.

    Source: vonoswald-2023-icl-gd, equation 3, differentiated.
    """
    width = d_out.shape[-1]
    memory = trace.k.swapaxes(1, 2) @ trace.v
    d_read = d_out @ parameters[3].T
    d_memory = trace.q.swapaxes(1, 2) @ d_read
    d_q = d_read @ memory.swapaxes(1, 2)
    d_k = trace.v @ d_memory.swapaxes(1, 2)
    d_v = trace.k @ d_memory
    d_tokens = d_out + d_q @ parameters[0].T
    d_tokens[:, :-1] += d_k @ parameters[1].T + d_v @ parameters[2].T
    read = (trace.q @ memory).reshape(-1, width)
    examples = trace.tokens[:, :-1].reshape(-1, width)
    gradients = [
        trace.tokens.reshape(-1, width).T @ d_q.reshape(-1, width),
        examples.T @ d_k.reshape(-1, width),
        examples.T @ d_v.reshape(-1, width),
        read.T @ d_out.reshape(-1, width),
    ]
    return gradients, d_tokens


def predict(layers: list[Parameters], tokens: FloatArray) -> FloatArray:
    """Prediction after all layers:  y_hat = -(last entry of the query's token).

    Args:
        layers: parameters of each layer.
        tokens: float[B, T, D].

    Returns:
        float[B].

    Raises:
        ValueError: if the shapes do not fit together.

    Source: vonoswald-2023-icl-gd, section 2.
    """
    for parameters in layers:
        tokens, _ = layer_forward(parameters, tokens)
    return np.asarray(-tokens[:, -1, -1])
