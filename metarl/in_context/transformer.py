"""A small transformer that reads examples and predicts the next target, with its gradients.

Each example gives two tokens: one that shows [x_i, y_i], and one that asks for y_i and shows x_i
only. The asking token of example i sees the shown examples before it and itself, so that one pass
predicts after every prefix. Order does not matter, so nothing marks positions.

Parameters are the list ``[W_in, b_in, block, ..., block, W_out]`` with blocks of six arrays:
``[W_qkv, W_o, W_1, b_1, W_2, b_2]``, attention and then an MLP, each added to its input.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from metarl.in_context.attention import (
    AttentionTrace,
    Mask,
    attention_backward,
    attention_forward,
    attention_init,
)
from metarl.networks.adam import Parameters
from metarl.networks.mlp import Trace, mlp_backward, mlp_forward, mlp_init
from metarl.shapes import FloatArray, float_array, require_shape

BLOCK = 6
# what keeps the length of a token of zeros from dividing by zero
SMALLEST_SQUARE = 1e-6


@dataclass(frozen=True)
class Shape:
    """How large the network is.

    Attributes:
        d: dimensions of an input.
        width: numbers per token, a multiple of ``heads``.
        hidden: hidden units of each MLP.
        heads: attention heads.
        blocks: number of blocks, attention and MLP each.
    """

    d: int
    width: int = 32
    hidden: int = 64
    heads: int = 4
    blocks: int = 2


class Scaled(NamedTuple):
    """A token brought to length sqrt(D), and the factor that did it, for the way back."""

    x: FloatArray
    factor: FloatArray


class BlockTrace(NamedTuple):
    """What a block's forward pass leaves: of its attention, of its scaled middle, of its MLP."""

    before: Scaled
    attention: AttentionTrace
    between: Scaled
    mlp: Trace


class TransformerTrace(NamedTuple):
    """What a forward pass leaves: the tokens, each block's trace, and the scaled last states."""

    tokens: FloatArray
    blocks: list[BlockTrace]
    queries: Scaled


def transformer_init(shape: Shape, rng: np.random.Generator) -> Parameters:
    """Random weights, the last of them 0, so that at first  y_hat_i = 0.

    Args:
        shape: sizes of the network.
        rng: source of the weights.

    Returns:
        [W_in, b_in, blocks of six, W_out].

    Source: he-2015-init for the MLPs; what a block adds starts at half that size.
    """
    entries = shape.d + 2
    parameters: Parameters = [
        rng.normal(0.0, 1.0 / np.sqrt(entries), (entries, shape.width)),
        rng.normal(0.0, 0.3, shape.width),
    ]
    for _ in range(shape.blocks):
        attention = attention_init(shape.width, rng)
        mlp = mlp_init((shape.width, shape.hidden, shape.width), rng)
        attention[1] *= 0.5
        mlp[2] *= 0.5
        parameters += [*attention, *mlp]
    return [*parameters, np.zeros((shape.width, 1))]


def tokens_of(x: FloatArray, y: FloatArray) -> FloatArray:
    """The two rows of tokens of a prompt:  [x_i, y_i, 0] shown, [x_i, 0, 1] asked.

    Args:
        x: float[B, N, d].
        y: float[B, N].

    Returns:
        float[B, 2 N, d + 2], the shown ones first.

    Raises:
        ValueError: if the shapes do not fit together.

    Source: garg-2022-in-context, section 2, but with x_i and y_i in one token.
    """
    x = float_array("x", x, ndim=3)
    batch, examples, d = x.shape
    require_shape("y", y, (batch, examples))
    tokens = np.zeros((batch, 2 * examples, d + 2))
    tokens[:, :examples, :d] = x
    tokens[:, :examples, d] = y
    tokens[:, examples:, :d] = x
    tokens[:, examples:, d + 1] = 1.0
    return tokens


def prefix_mask(examples: int) -> Mask:
    """Which tokens see which:  shown i sees shown j <= i,  asking i sees shown j < i and itself.

    Args:
        examples: number N of examples, >= 1.

    Returns:
        bool[2 N, 2 N], rows see columns; nobody but itself sees an asking token.

    Source: garg-2022-in-context, equation 2: a prediction for every prefix.
    """
    shown = np.tril(np.ones((examples, examples), dtype=np.bool_))
    nobody = np.zeros_like(shown)
    itself = np.eye(examples, dtype=np.bool_)
    return np.block([[shown, nobody], [shown & ~itself, itself]])


def scale(x: FloatArray) -> Scaled:
    """Tokens of one length:  x / sqrt(mean(x^2)).

    Args:
        x: float[..., D].

    Returns:
        float[..., D] and float[..., 1], the factor.

    Source: zhang-2019-rmsnorm, equation 4, without a gain, which the next weights can hold.
    """
    factor = 1.0 / np.sqrt((x * x).mean(axis=-1, keepdims=True) + SMALLEST_SQUARE)
    return Scaled(x * factor, factor)


def scale_backward(scaled: Scaled, d_out: FloatArray) -> FloatArray:
    """Gradient by the chain rule:  dx = f (dz - z mean(z dz)), z the scaled tokens, f the factor.

    Args:
        scaled: what ``scale`` returned.
        d_out: float[..., D], the gradient of the loss with respect to z.

    Returns:
        float[..., D].

    Source: zhang-2019-rmsnorm, section 4.
    """
    along = (scaled.x * d_out).mean(axis=-1, keepdims=True)
    return np.asarray((d_out - scaled.x * along) * scaled.factor)


def transformer_forward(
    parameters: Parameters, x: FloatArray, y: FloatArray, heads: int
) -> tuple[FloatArray, TransformerTrace]:
    """Predictions after every prefix:  y_hat_i from (x_1, y_1), ..., (x_{i-1}, y_{i-1}) and x_i.

    Args:
        parameters: [W_in, b_in, blocks of six, W_out].
        x: float[B, N, d].
        y: float[B, N]; y_i is seen by the predictions after it only.
        heads: attention heads.

    Returns:
        float[B, N], and what ``transformer_backward`` needs.

    Raises:
        ValueError: if the shapes do not fit together.

    Source: garg-2022-in-context, section 2; blocks as in vaswani-2017-attention, section 3.1, but
    scaled before instead of after.
    """
    tokens = tokens_of(x, y)
    require_shape("W_in", parameters[0], (tokens.shape[-1], len(parameters[1])))
    examples = x.shape[1]
    mask = prefix_mask(examples)
    h = tokens @ parameters[0] + parameters[1]
    traces = []
    for start in range(2, len(parameters) - 1, BLOCK):
        block = parameters[start : start + BLOCK]
        before = scale(h)
        mixed, attention = attention_forward(block[:2], before.x, mask, heads)
        h = h + mixed
        between = scale(h)
        # one matrix product for all tokens
        out, mlp = mlp_forward(block[2:], between.x.reshape(-1, h.shape[-1]))
        h = h + out.reshape(h.shape)
        traces.append(BlockTrace(before, attention, between, mlp))
    queries = scale(h[:, examples:])
    predictions = (queries.x @ parameters[-1])[:, :, 0]
    return predictions, TransformerTrace(tokens, traces, queries)


def transformer_backward(
    parameters: Parameters, trace: TransformerTrace, d_out: FloatArray
) -> Parameters:
    """Gradients of the parameters, block by block from the last:  dh_{l-1} = dh_l dblock_l/dh.

    Args:
        parameters: as in the forward pass.
        trace: what that returned.
        d_out: float[B, N], the gradient of the loss with respect to the predictions.

    Returns:
        The gradients, in the order of the parameters.

    Source: rumelhart-1986-backprop, applied to vaswani-2017-attention, section 3.1.
    """
    batch, count, _ = trace.tokens.shape
    width = len(parameters[1])
    last = (trace.queries.x * d_out[:, :, None]).sum(axis=(0, 1))[:, None]
    d_h = np.zeros((batch, count, width))
    d_h[:, count // 2 :] = scale_backward(trace.queries, d_out[:, :, None] * parameters[-1][:, 0])
    gradients: Parameters = []
    for at, block in reversed(list(enumerate(trace.blocks))):
        start = 2 + BLOCK * at
        weights = parameters[start : start + BLOCK]
        of_mlp, d_z = mlp_backward(weights[2:], block.mlp, d_h.reshape(-1, width))
        d_h = d_h + scale_backward(block.between, d_z.reshape(d_h.shape))
        of_attention, d_z = attention_backward(weights[:2], block.attention, d_h)
        d_h = d_h + scale_backward(block.before, d_z)
        gradients = [*of_attention, *of_mlp, *gradients]
    flat = d_h.reshape(-1, width)
    d_in = trace.tokens.reshape(len(flat), -1).T @ flat
    return [d_in, flat.sum(axis=0), *gradients, last]
