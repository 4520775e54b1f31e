"""The encoder: one Gaussian factor for each transition of the context, whatever their order."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from metarl.networks.activations import sigmoid, softplus
from metarl.networks.adam import Parameters
from metarl.networks.mlp import Trace, mlp_backward, mlp_forward
from metarl.pearl.belief import Belief, product_backward, product_of_gaussians
from metarl.shapes import FloatArray, float_array


class EncoderTrace(NamedTuple):
    """What encoding leaves for the backward pass.

    Attributes:
        network: of the perceptron, on K N rows.
        mu: float[K, N, d], means of the factors.
        var: float[K, N, d], their variances.
        raw: float[K, N, d], what the variances are the softplus of.
        belief: the product.
    """

    network: Trace
    mu: FloatArray
    var: FloatArray
    raw: FloatArray
    belief: Belief


def encode(parameters: Parameters, context: FloatArray) -> tuple[Belief, EncoderTrace]:
    """Belief from a context:  q(z|c) = product of N(mu_n, softplus(s_n)),  (mu_n, s_n) = f(c_n).

    Args:
        parameters: of f, a perceptron from C to 2 d numbers.
        context: float[K, N, C], N transitions of each task in any order, N >= 1.

    Returns:
        The K beliefs, and what ``encode_backward`` needs.

    Raises:
        ValueError: if the context is not float[K, N, C] or does not fit the network.

    Source: rakelly-2019-pearl, section 4.1.
    """
    transitions = float_array("context", context, ndim=3)
    tasks, n, entries = transitions.shape
    # one tall product is faster than one for each task
    out, trace = mlp_forward(parameters, transitions.reshape(-1, entries))
    mu, raw = np.split(out.reshape(tasks, n, -1), 2, axis=-1)
    var = softplus(raw)
    belief = Belief(*product_of_gaussians(mu, var))
    return belief, EncoderTrace(trace, mu, var, raw, belief)


def encode_backward(parameters: Parameters, trace: EncoderTrace, d_belief: Belief) -> Parameters:
    """Chain rule from the beliefs to f:  ds_n = dvar_n sigmoid(s_n).

    Args:
        parameters: as in ``encode``.
        trace: what that returned.
        d_belief: gradients of a loss with respect to the K beliefs.

    Returns:
        Gradients of the parameters.

    Source: rakelly-2019-pearl, section 4.1, differentiated.
    """
    d_mu, d_var = product_backward(trace.mu, trace.var, trace.belief, d_belief)
    d_out = np.concatenate([d_mu, d_var * sigmoid(trace.raw)], axis=-1)
    return mlp_backward(parameters, trace.network, d_out.reshape(-1, d_out.shape[-1]))[0]
