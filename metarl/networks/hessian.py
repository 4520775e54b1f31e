"""Products of the loss's matrix of second derivatives with a vector, without that matrix.

Everything here is the derivative of ``mlp_forward`` and ``mlp_backward`` along one direction v in
parameter space, written R{.}: a pass forward and a pass back, about as costly as the gradient.
"""

from __future__ import annotations

from collections.abc import Callable

from metarl.networks.adam import Parameters
from metarl.networks.mlp import Trace, slope
from metarl.shapes import FloatArray


def mlp_directional(
    parameters: Parameters, trace: Trace, direction: Parameters
) -> tuple[FloatArray, list[FloatArray]]:
    """Change of the output along v:  R{h_l} = f'(z_l) (R{h_{l-1}} W_l + h_{l-1} V_l + v_l).

    Args:
        parameters: [W_1, b_1, …], W_l float[..., n_{l-1}, n_l], b_l float[..., n_l].
        trace: what ``mlp_forward`` returned for them.
        direction: [V_1, v_1, …], of the same shapes, or with further leading axes.

    Returns:
        float[..., N, n_L], R{output}, and R{h} of the input of each layer but the first, which
        does not change.

    Raises:
        ValueError: if the direction has another number of arrays than the parameters.

    Source: pearlmutter-1994-hessian, section 3.1.
    """
    if len(direction) != len(parameters):
        raise ValueError(f"direction: expected {len(parameters)} arrays, found {len(direction)}")
    changes: list[FloatArray] = []
    for layer, h in enumerate(trace.inputs):
        weights, turn, shift = parameters[2 * layer], *direction[2 * layer : 2 * layer + 2]
        change = h @ turn + shift[..., None, :]
        if layer:
            change = change + changes[-1] @ weights
        if layer < len(trace.inputs) - 1:
            change = change * slope(trace.inputs[layer + 1], trace.activation)
        changes.append(change)
    return changes[-1], changes[:-1]


def mlp_hessian_vector(
    parameters: Parameters,
    trace: Trace,
    d_out: FloatArray,
    direction: Parameters,
    curvature: Callable[[FloatArray], FloatArray],
) -> Parameters:
    """Second derivatives of the loss along v:  H v = R{gradient}.

    Args:
        parameters: as in the forward pass.
        trace: what that returned.
        d_out: float[..., N, n_L], the gradient of the loss with respect to the output.
        direction: v, a list of arrays like the parameters.
        curvature: maps a change of the output to the change of ``d_out``; for the squared error
            that is 2 / (N n_L) times the change.

    Returns:
        H v, a list of arrays like the direction. Exact but for ReLU's kinks, at which the network
        has no second derivative.

    Raises:
        ValueError: if the direction has another number of arrays than the parameters.

    Source: pearlmutter-1994-hessian, section 3.1.
    """
    change, changes = mlp_directional(parameters, trace, direction)
    products: Parameters = []
    d_z, turned = d_out, curvature(change)
    for layer in reversed(range(len(trace.inputs))):
        h, weights = trace.inputs[layer], parameters[2 * layer]
        d_weights = h.swapaxes(-1, -2) @ turned
        if layer:
            d_weights = d_weights + changes[layer - 1].swapaxes(-1, -2) @ d_z
        products[:0] = [d_weights, turned.sum(axis=-2)]
        if layer:
            d_z, turned = _through_layer(
                trace, layer, weights, direction[2 * layer], d_z, turned, changes[layer - 1]
            )
    return products


def _through_layer(
    trace: Trace,
    layer: int,
    weights: FloatArray,
    turn: FloatArray,
    d_z: FloatArray,
    turned: FloatArray,
    change: FloatArray,
) -> tuple[FloatArray, FloatArray]:
    """dz and R{dz} of the layer below, from those of this layer:  dz' = f'(z) dz W'."""
    h = trace.inputs[layer]
    rise = slope(h, trace.activation)
    d_h = d_z @ weights.swapaxes(-1, -2)
    turned_h = turned @ weights.swapaxes(-1, -2) + d_z @ turn.swapaxes(-1, -2)
    below = turned_h * rise
    if trace.activation == "tanh":
        # f'(z) = 1 - h^2 changes too; ReLU's slope does not
        below = below - d_h * 2.0 * h * change
    return d_h * rise, below
