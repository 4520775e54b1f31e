"""Softmax self-attention with several heads, and its gradients.

Parameters are the list ``[W_qkv, W_out]``: W_qkv float[D, 3 D] makes queries, keys and values of
all heads side by side, W_out float[D, D] mixes what the heads return.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from metarl.networks.adam import Parameters
from metarl.shapes import FloatArray, require_shape

Mask = NDArray[np.bool_]


class AttentionTrace(NamedTuple):
    """What a forward pass leaves for the backward pass.

    Attributes:
        x: float[B, T, D], the input.
        q, k, v: float[B, J, T, E], queries, keys and values of the J heads, E = D / J.
        weights: float[B, J, T, T], how much each token (row) attends to each other.
        mixed: float[B, T, D], the values that each head has mixed, side by side.
    """

    x: FloatArray
    q: FloatArray
    k: FloatArray
    v: FloatArray
    weights: FloatArray
    mixed: FloatArray


def attention_init(width: int, rng: np.random.Generator) -> Parameters:
    """Random weights that keep the variance:  W ~ N(0, 1 / D).

    Args:
        width: numbers per token, D >= 1.
        rng: source of the weights.

    Returns:
        [W_qkv, W_out].

    Source: vaswani-2017-attention, section 3.2.
    """
    scale = 1.0 / np.sqrt(width)
    return [rng.normal(0.0, scale, (width, 3 * width)), rng.normal(0.0, scale, (width, width))]


def attention_forward(
    parameters: Parameters, x: FloatArray, mask: Mask, heads: int
) -> tuple[FloatArray, AttentionTrace]:
    """Mixed values of the tokens attended to:  concat_h(softmax(q k' / sqrt(E)) v) W_out.

    Args:
        parameters: [W_qkv, W_out].
        x: float[B, T, D], T tokens in each of B sequences.
        mask: bool[T, T], whether the token of the row may attend to that of the column; at least
            one in each row.
        heads: number of heads J, a divisor of D.

    Returns:
        float[B, T, D], and what ``attention_backward`` needs.

    Raises:
        ValueError: if the shapes do not fit together.

    Source: vaswani-2017-attention, equation 1 and section 3.2.2.
    """
    batch, tokens, width = x.shape
    require_shape("W_qkv", parameters[0], (width, 3 * width))
    if width % heads:
        raise ValueError(f"heads: expected a divisor of {width}, found {heads}")
    if mask.shape != (tokens, tokens):
        raise ValueError(f"mask: expected shape {(tokens, tokens)}, found {mask.shape}")
    each = width // heads
    split = (x.reshape(-1, width) @ parameters[0]).reshape(batch, tokens, 3, heads, each)
    q, k, v = np.ascontiguousarray(split.transpose(2, 0, 3, 1, 4))
    scores = q @ k.swapaxes(-1, -2)
    scores *= 1.0 / np.sqrt(each)
    scores += np.where(mask, 0.0, -np.inf)
    # the largest score is subtracted so that no exponential overflows
    scores -= scores.max(axis=-1, keepdims=True)
    weights = np.exp(scores, out=scores)
    weights /= weights.sum(axis=-1, keepdims=True)
    mixed = (weights @ v).swapaxes(1, 2).reshape(batch, tokens, width)
    return mixed @ parameters[1], AttentionTrace(x, q, k, v, weights, mixed)


def attention_backward(
    parameters: Parameters, trace: AttentionTrace, d_out: FloatArray
) -> tuple[Parameters, FloatArray]:
    """Gradients by the chain rule:  dscore = a (da - sum(a da)),  a the attention weights.

    Args:
        parameters: as in the forward pass.
        trace: what that returned.
        d_out: float[B, T, D], the gradient of the loss with respect to the output.

    Returns:
        The gradients of [W_qkv, W_out], and float[B, T, D], the gradient with respect to x.

    Source: vaswani-2017-attention, equation 1, differentiated.
    """
    batch, heads, tokens, each = trace.q.shape
    width = heads * each
    d_w_out = trace.mixed.reshape(-1, width).T @ d_out.reshape(-1, width)
    d_mixed = (d_out @ parameters[1].T).reshape(batch, tokens, heads, each).swapaxes(1, 2)
    d_weights = d_mixed @ trace.v.swapaxes(-1, -2)
    d_scores = d_weights
    d_scores -= (trace.weights * d_weights).sum(axis=-1, keepdims=True)
    d_scores *= trace.weights
    d_scores *= 1.0 / np.sqrt(each)
    d_split = np.empty((batch, tokens, 3, heads, each))
    d_split[:, :, 0] = (d_scores @ trace.k).swapaxes(1, 2)
    d_split[:, :, 1] = (d_scores.swapaxes(-1, -2) @ trace.q).swapaxes(1, 2)
    d_split[:, :, 2] = (trace.weights.swapaxes(-1, -2) @ d_mixed).swapaxes(1, 2)
    d_qkv = d_split.reshape(-1, 3 * width)
    d_x = (d_qkv @ parameters[0].T).reshape(batch, tokens, width)
    return [trace.x.reshape(-1, width).T @ d_qkv, d_w_out], d_x
