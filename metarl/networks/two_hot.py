"""Regression as classification: numbers as weights of bins, and the loss that learns them."""

from __future__ import annotations

import numpy as np

from metarl.networks.categorical import log_softmax, softmax
from metarl.shapes import FloatArray, float_array, require_shape


def two_hot(values: FloatArray, bins: FloatArray) -> FloatArray:
    """Weights with mean v:  q_i = (b_{i+1} - v) / (b_{i+1} - b_i),  q_{i+1} = 1 - q_i.

    Here b_i and b_{i+1} are the neighbours of v. Values outside the bins go to the nearest one.

    Args:
        values: float[...], v.
        bins: float[n_L], in increasing order, at least two.

    Returns:
        float[..., n_L], at most two entries of each row above 0, of sum 1.

    Raises:
        ValueError: if the bins are fewer than two or out of order.

    Source: farebrother-2024-classification; grigsby-2024-amago2 for critics of many tasks.
    """
    places = float_array("bins", bins, ndim=1)
    if len(places) < 2 or not (np.diff(places) > 0).all():
        raise ValueError(f"bins: expected two or more in increasing order, found {places}")
    inside = np.clip(values, places[0], places[-1])
    upper = np.clip(np.searchsorted(places, inside), 1, len(places) - 1)
    share = (inside - places[upper - 1]) / (places[upper] - places[upper - 1])
    weights = np.zeros((*np.shape(inside), len(places)))
    np.put_along_axis(weights, np.asarray(upper - 1)[..., None], 1.0 - share[..., None], axis=-1)
    np.put_along_axis(weights, np.asarray(upper)[..., None], share[..., None], axis=-1)
    return weights


def bin_mean(logits: FloatArray, bins: FloatArray) -> FloatArray:
    """What a distribution over bins predicts:  sum_i p_i b_i,  p = softmax(z).

    Args:
        logits: float[..., n_L], z.
        bins: float[n_L].

    Returns:
        float[...], between the first and the last bin.

    Raises:
        ValueError: if the shapes do not fit together.

    Source: farebrother-2024-classification.
    """
    require_shape("bins", bins, logits.shape[-1:])
    return np.asarray(softmax(logits) @ bins)


def two_hot_loss(
    logits: FloatArray, values: FloatArray, bins: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Cross-entropy and its gradient:  L = -sum_i q_i log p_i,  dL/dz = p - q.

    The gradient is never longer than sqrt(2), for p and q are probabilities.

    Args:
        logits: float[..., n_L], z.
        values: float[...], what to predict.
        bins: float[n_L], in increasing order, at least two.

    Returns:
        float[...], the losses, and float[..., n_L], their gradients.

    Raises:
        ValueError: if the shapes do not fit together.

    Source: farebrother-2024-classification.
    """
    weights = two_hot(values, bins)
    require_shape("logits", logits, weights.shape)
    losses = -(weights * log_softmax(logits)).sum(axis=-1)
    return np.asarray(losses), softmax(logits) - weights
