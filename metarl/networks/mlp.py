"""A multilayer perceptron: forward pass and gradients, for one network or for many at once.

Parameters are a flat list ``[W_1, b_1, ..., W_L, b_L]``. Every array may carry leading axes, one
network for each entry of them, because the products broadcast: W_l float[..., n_{l-1}, n_l],
b_l float[..., n_l], x float[..., N, n_0].
"""

from __future__ import annotations

from itertools import pairwise
from typing import Literal, NamedTuple

import numpy as np

from metarl.networks.adam import Parameters
from metarl.shapes import FloatArray

Activation = Literal["relu", "tanh"]


class Trace(NamedTuple):
    """What a forward pass leaves for the backward pass.

    Attributes:
        inputs: float[..., N, n_l], the input of each layer.
        activation: of the hidden layers; the last layer is linear.
    """

    inputs: list[FloatArray]
    activation: Activation


def mlp_init(sizes: tuple[int, ...], rng: np.random.Generator, gain: float = 2.0) -> Parameters:
    """Random weights, zero biases:  W_l ~ N(0, gain / n_{l-1}).

    Args:
        sizes: widths n_0 … n_L, at least two, each >= 1.
        rng: source of the weights.
        gain: 2 keeps the variance through ReLU layers, 1 through linear ones.

    Returns:
        The list [W_1, b_1, …], W_l float[n_{l-1}, n_l].

    Raises:
        ValueError: if there are fewer than two sizes or one is not positive.

    Source: he-2015-init, section 2.2.
    """
    if len(sizes) < 2 or min(sizes) < 1:
        raise ValueError(f"sizes: expected two or more positive widths, found {sizes}")
    parameters: Parameters = []
    for wide, narrow in pairwise(sizes):
        parameters.append(rng.normal(0.0, np.sqrt(gain / wide), (wide, narrow)))
        parameters.append(np.zeros(narrow))
    return parameters


def mlp_forward(
    parameters: Parameters, x: FloatArray, activation: Activation = "relu"
) -> tuple[FloatArray, Trace]:
    """Output of the network:  h_l = f(h_{l-1} W_l + b_l), the last layer without f.

    Args:
        parameters: [W_1, b_1, …], W_l float[..., n_{l-1}, n_l], b_l float[..., n_l].
        x: float[..., N, n_0], N inputs; leading axes broadcast against those of the weights.
        activation: f of the hidden layers.

    Returns:
        float[..., N, n_L], and what ``mlp_backward`` needs.

    Raises:
        ValueError: if the widths do not fit together.

    Source: rumelhart-1986-backprop.
    """
    if x.shape[-1] != parameters[0].shape[-2]:
        raise ValueError(f"x: expected {parameters[0].shape[-2]} columns, found shape {x.shape}")
    inputs = [x]
    layers = len(parameters) // 2
    for layer in range(layers):
        weights, bias = parameters[2 * layer : 2 * layer + 2]
        z = inputs[-1] @ weights + bias[..., None, :]
        if layer == layers - 1:
            return z, Trace(inputs, activation)
        inputs.append(np.maximum(z, 0.0) if activation == "relu" else np.tanh(z))
    raise ValueError("parameters: expected at least one layer, found none")


def mlp_backward(
    parameters: Parameters, trace: Trace, d_out: FloatArray
) -> tuple[Parameters, FloatArray]:
    """Gradients by the chain rule:  dW_l = h_{l-1}' dz_l,  dh_{l-1} = dz_l W_l',  dz = dh f'(z).

    Args:
        parameters: as in the forward pass.
        trace: what that returned.
        d_out: float[..., N, n_L], the gradient of the loss with respect to the output.

    Returns:
        The gradients of [W_1, b_1, …], with the leading axes of ``d_out``, and float[..., N, n_0],
        the gradient with respect to x.

    Source: rumelhart-1986-backprop.
    """
    gradients: Parameters = []
    d_z = d_out
    for layer in reversed(range(len(parameters) // 2)):
        h = trace.inputs[layer]
        gradients[:0] = [h.swapaxes(-1, -2) @ d_z, d_z.sum(axis=-2)]
        d_h = d_z @ parameters[2 * layer].swapaxes(-1, -2)
        if layer:
            d_z = d_h * slope(h, trace.activation)
    return gradients, d_h


def slope(h: FloatArray, activation: Activation) -> FloatArray:
    """Derivative of the activation, from its value:  1[h > 0] for ReLU, 1 - h^2 for tanh.

    Args:
        h: float[...], values of the activation.
        activation: which one.

    Returns:
        float[...], of the shape of ``h``.

    Source: rumelhart-1986-backprop.
    """
    return (h > 0).astype(np.float64) if activation == "relu" else 1.0 - h * h
