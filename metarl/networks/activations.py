"""Functions of single numbers that stand between the layers of networks."""

from __future__ import annotations

import numpy as np

from metarl.shapes import FloatArray


def sigmoid(z: FloatArray) -> FloatArray:
    """A number between 0 and 1, without overflow:  1 / (1 + exp(-z)) = (1 + tanh(z / 2)) / 2.

    It is the slope of ``softplus``.

    Args:
        z: float[...].

    Returns:
        float[...], in [0, 1].
    """
    value: FloatArray = 0.5 + 0.5 * np.tanh(0.5 * z)
    return value


def softplus(x: FloatArray) -> FloatArray:
    """A positive number for any number, without overflow:  log(1 + exp(x)).

    Args:
        x: float[...].

    Returns:
        float[...] > 0.
    """
    return np.maximum(x, 0.0) + np.log1p(np.exp(-np.abs(x)))
