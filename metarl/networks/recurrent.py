"""Recurrent cells, tanh and GRU: one step, and backpropagation through time by hand.

Parameters are a flat list of arrays. The backward passes need the inputs and the hidden states
only: what lies between them is worked out again, for all time steps at once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from metarl.networks.activations import sigmoid
from metarl.networks.adam import Parameters
from metarl.shapes import FloatArray, float_array, require_shape

# gradients of the parameters, of the inputs and of the hidden state before the first step
Backward = tuple[Parameters, FloatArray, FloatArray]


@dataclass(frozen=True)
class Cell:
    """A recurrent network without its output layer.

    Attributes:
        init: (inputs D, hidden units H, rng) to random parameters.
        step: (parameters, x float[B, D], h float[B, H]) to the next hidden state float[B, H].
        backward: (parameters, x float[T, B, D], h float[T+1, B, H], d_h float[T, B, H]) to the
            gradients; d_h is what the loss says of h[1] … h[T] directly.
    """

    init: Callable[[int, int, np.random.Generator], Parameters]
    step: Callable[[Parameters, FloatArray, FloatArray], FloatArray]
    backward: Callable[[Parameters, FloatArray, FloatArray, FloatArray], Backward]


def _check_sequence(x: FloatArray, h: FloatArray, d_h: FloatArray) -> None:
    """Refuse arrays that are not of one sequence.

    Args:
        x: float[T, B, D].
        h: float[T+1, B, H].
        d_h: float[T, B, H].

    Raises:
        ValueError: if they do not fit together.
    """
    steps, batch, _ = float_array("x", x, ndim=3).shape
    hidden = float_array("h", h, ndim=3).shape[2]
    require_shape("h", h, (steps + 1, batch, hidden))
    require_shape("d_h", d_h, (steps, batch, hidden))


def outer_sum(left: FloatArray, right: FloatArray) -> FloatArray:
    """Gradient of a matrix that acted at every step:  sum over t and b of left' right.

    Args:
        left: float[T, B, D].
        right: float[T, B, D'].

    Returns:
        float[D, D'].

    Source: werbos-1990-bptt.
    """
    product: FloatArray = left.reshape(-1, left.shape[2]).T @ right.reshape(-1, right.shape[2])
    return product


def tanh_init(inputs: int, hidden: int, rng: np.random.Generator) -> Parameters:
    """Random weights, zero biases:  W_x ~ N(0, 1/H),  W_h ~ N(0, 1/H).

    With these variances one-hot inputs and hidden states stay in the straight part of tanh.

    Args:
        inputs: D, >= 1.
        hidden: H, >= 1.
        rng: source of the weights.

    Returns:
        [W_x float[D, H], W_h float[H, H], b float[H]].
    """
    scale = 1.0 / np.sqrt(hidden)
    return [
        rng.normal(0.0, scale, (inputs, hidden)),
        rng.normal(0.0, scale, (hidden, hidden)),
        np.zeros(hidden),
    ]


def tanh_step(parameters: Parameters, x: FloatArray, h: FloatArray) -> FloatArray:
    """One step of a simple recurrent network:  h_t = tanh(x_t W_x + h_{t-1} W_h + b).

    Args:
        parameters: [W_x float[D, H], W_h float[H, H], b float[H]].
        x: float[B, D].
        h: float[B, H].

    Returns:
        float[B, H], in (-1, 1).

    Source: elman-1990-time.
    """
    W_x, W_h, b = parameters
    new: FloatArray = np.tanh(x @ W_x + h @ W_h + b)
    return new


def tanh_backward(
    parameters: Parameters, x: FloatArray, h: FloatArray, d_h: FloatArray
) -> Backward:
    """Backpropagation through time:  dz_t = (d_t + dz_{t+1} W_h') (1 - h_t^2).

    Args:
        parameters: as in ``tanh_step``.
        x: float[T, B, D], inputs.
        h: float[T+1, B, H], hidden states, the first of them before the first step.
        d_h: float[T, B, H], d: gradient with respect to h[1] … h[T] as outputs.

    Returns:
        Gradients of the parameters, of x, and of h[0].

    Raises:
        ValueError: if the shapes do not fit together.

    Source: werbos-1990-bptt.
    """
    _check_sequence(x, h, d_h)
    W_x, W_h, _ = parameters
    d_z = np.empty_like(d_h)
    carry = np.zeros_like(h[0])
    for t in reversed(range(len(x))):
        d_z[t] = (d_h[t] + carry) * (1.0 - h[t + 1] ** 2)
        carry = d_z[t] @ W_h.T
    gradients = [outer_sum(x, d_z), outer_sum(h[:-1], d_z), d_z.sum(axis=(0, 1))]
    return gradients, d_z @ W_x.T, carry


def gru_init(inputs: int, hidden: int, rng: np.random.Generator) -> Parameters:
    """Random weights, zero biases:  W ~ N(0, 1/H),  U ~ N(0, 1/H),  V ~ N(0, 1/H).

    Args:
        inputs: D, >= 1.
        hidden: H, >= 1.
        rng: source of the weights.

    Returns:
        [W float[D, 3H], U float[H, 2H], V float[H, H], b float[3H]]; the columns are those of
        reset gate, update gate and candidate, in this order.
    """
    scale = 1.0 / np.sqrt(hidden)
    return [
        rng.normal(0.0, scale, (inputs, 3 * hidden)),
        rng.normal(0.0, scale, (hidden, 2 * hidden)),
        rng.normal(0.0, scale, (hidden, hidden)),
        np.zeros(3 * hidden),
    ]


def gru_parts(
    parameters: Parameters, x: FloatArray, h: FloatArray
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Gates and candidate:  r, u = sigmoid(x W + h U + b),  c = tanh(x W + (r h) V + b).

    Args:
        parameters: as ``gru_init`` makes them.
        x: float[..., D].
        h: float[..., H], the hidden states before these inputs.

    Returns:
        r, u and c, float[..., H] each.

    Source: cho-2014-gru, eqs. 5, 6 and 8.
    """
    W, U, V, b = parameters
    hidden = len(V)
    driven = x @ W + b
    gates = sigmoid(driven[..., : 2 * hidden] + h @ U)
    reset, update = gates[..., :hidden], gates[..., hidden:]
    return reset, update, np.tanh(driven[..., 2 * hidden :] + (reset * h) @ V)


def gru_step(parameters: Parameters, x: FloatArray, h: FloatArray) -> FloatArray:
    """One step of a gated recurrent unit:  h_t = u h_{t-1} + (1 - u) c.

    Args:
        parameters: as ``gru_init`` makes them.
        x: float[B, D].
        h: float[B, H].

    Returns:
        float[B, H], between the old state and the candidate c.

    Source: cho-2014-gru, eq. 7.
    """
    _, update, candidate = gru_parts(parameters, x, h)
    return update * h + (1.0 - update) * candidate


def gru_backward(parameters: Parameters, x: FloatArray, h: FloatArray, d_h: FloatArray) -> Backward:
    """Backpropagation through time and gates:  dh_{t-1} = dh u + (dc V') r + [dr, du] U'.

    Args:
        parameters: as ``gru_init`` makes them.
        x: float[T, B, D], inputs.
        h: float[T+1, B, H], hidden states, the first of them before the first step.
        d_h: float[T, B, H], gradient with respect to h[1] … h[T] as outputs.

    Returns:
        Gradients of the parameters, of x, and of h[0].

    Raises:
        ValueError: if the shapes do not fit together.

    Source: werbos-1990-bptt, applied to cho-2014-gru, eqs. 5 to 8.
    """
    _check_sequence(x, h, d_h)
    W, U, V, _ = parameters
    hidden = len(V)
    before = h[:-1]
    reset, update, candidate = gru_parts(parameters, x, before)
    # what one unit of gradient at the new state means for the parts that made it
    to_candidate = (1.0 - update) * (1.0 - candidate**2)
    to_update = (before - candidate) * update * (1.0 - update)
    to_reset = before * reset * (1.0 - reset)
    d_z = np.empty((*d_h.shape[:2], 3 * hidden))
    carry = np.zeros_like(h[0])
    for t in reversed(range(len(x))):
        d_new = d_h[t] + carry
        d_c = d_new * to_candidate[t]
        d_reset_h = d_c @ V.T
        d_z[t, :, :hidden] = d_reset_h * to_reset[t]
        d_z[t, :, hidden : 2 * hidden] = d_new * to_update[t]
        d_z[t, :, 2 * hidden :] = d_c
        carry = d_new * update[t] + d_reset_h * reset[t] + d_z[t, :, : 2 * hidden] @ U.T
    gates, candidates = d_z[..., : 2 * hidden], d_z[..., 2 * hidden :]
    gradients = [
        outer_sum(x, d_z),
        outer_sum(before, gates),
        outer_sum(reset * before, candidates),
        d_z.sum(axis=(0, 1)),
    ]
    return gradients, d_z @ W.T, carry


TANH = Cell(tanh_init, tanh_step, tanh_backward)
GRU = Cell(gru_init, gru_step, gru_backward)
