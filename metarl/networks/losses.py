"""Losses with their derivatives with respect to the output of a network."""

from __future__ import annotations

import numpy as np

from metarl.shapes import FloatArray, require_shape


def squared_error(prediction: FloatArray, target: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Mean squared error and its gradient:  L = mean((y - t)^2),  dL/dy = 2 (y - t) / (N D).

    Args:
        prediction: float[..., N, D], y; each entry of the leading axes is a loss of its own.
        target: float[..., N, D], t.

    Returns:
        float[...], the losses, and float[..., N, D], the gradient.

    Raises:
        ValueError: if the shapes differ.

    Source: finn-2017-maml, equation 2, which is the sum over the examples; this is their mean.
    """
    require_shape("target", target, prediction.shape)
    error = prediction - target
    rate = 2.0 / (error.shape[-2] * error.shape[-1])
    return np.mean(error * error, axis=(-2, -1)), rate * error
