"""Regression on several tasks at once, by plain gradient steps through what they share."""

from __future__ import annotations

import numpy as np

from metarl.multitask.parameters import shared_and_own, unflatten
from metarl.multitask.shared import task_gradients, task_inputs
from metarl.networks.adam import Parameters
from metarl.networks.mlp import mlp_forward
from metarl.shapes import FloatArray, float_array, require_shape


def fit_tasks(
    parameters: Parameters, x: FloatArray, y: FloatArray, updates: int, rate: float
) -> tuple[Parameters, FloatArray]:
    """Steps down the summed losses:  theta <- theta - rate sum_i g_i,  v_i <- v_i - rate dL_i/dv_i.

    The loss of task i is  L_i = mean_n (f_i(x_in) - y_in)^2, and g_i its gradient with respect to
    the shared parameters theta; v_i are the task's own. Hidden layers are of tanh units.

    Args:
        parameters: as ``shared_init`` makes them; left as they are.
        x: float[K, N, D], inputs of each task, without its identity.
        y: float[K, N, A], what is to be answered.
        updates: how many, >= 0.
        rate: step size, > 0.

    Returns:
        The parameters at the end, and the losses before each update and at the end, float[K] each.

    Raises:
        ValueError: if the shapes do not fit together, or ``updates`` is negative.

    Source: caruana-1997-multitask, for shared layers; rumelhart-1986-backprop.
    """
    if updates < 0:
        raise ValueError(f"updates: expected 0 or more, found {updates}")
    inputs = task_inputs(parameters, float_array("x", x, ndim=3))
    fitted = [array.copy() for array in parameters]
    common, own = shared_and_own(fitted, fitted)
    losses = []
    for update in range(updates + 1):
        out, trace = mlp_forward(fitted, inputs, "tanh")
        require_shape("y", y, out.shape)
        error = out - y
        losses.append((error * error).sum(axis=-1).mean(axis=-1))
        if update < updates:
            G, gradients = task_gradients(fitted, trace, 2.0 * error / x.shape[1])
            shared = unflatten(G.sum(axis=0), common)
            for theta, gradient in zip(common + own, shared + gradients, strict=True):
                theta -= rate * gradient
    return fitted, np.array(losses)
