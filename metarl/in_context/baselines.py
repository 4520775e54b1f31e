"""What can be predicted from the examples of a prompt without any training.

Every function takes x float[..., N, d], y float[..., N] and a query float[..., d], with the same
leading axes, and returns the predictions float[...].
"""

from __future__ import annotations

import numpy as np

from metarl.shapes import FloatArray, require_shape

# closer to an example than this, a query counts as the example itself
NEAREST = 1e-12


def check_prompt(x: FloatArray, y: FloatArray, query: FloatArray) -> None:
    """Refuse a prompt whose parts do not fit together.

    Args:
        x: float[..., N, d], N >= 1.
        y: expected float[..., N].
        query: expected float[..., d].

    Raises:
        ValueError: if a shape differs from that.
    """
    if x.ndim < 2 or x.shape[-2] < 1:
        raise ValueError(f"x: expected [..., N, d] with examples, found shape {x.shape}")
    require_shape("y", y, x.shape[:-1])
    require_shape("query", query, (*x.shape[:-2], x.shape[-1]))


def least_squares(x: FloatArray, y: FloatArray, query: FloatArray) -> FloatArray:
    """Prediction of the shortest weights that fit best:  y_hat = (X^+ y) . query.

    Args:
        x: float[..., N, d].
        y: float[..., N].
        query: float[..., d].

    Returns:
        float[...].

    Raises:
        ValueError: if the shapes do not fit together.

    Source: garg-2022-in-context, section 3.1.
    """
    check_prompt(x, y, query)
    weights = np.linalg.pinv(x) @ y[..., None]
    return np.asarray((weights[..., 0] * query).sum(axis=-1))


def averaging(x: FloatArray, y: FloatArray, query: FloatArray) -> FloatArray:
    """Prediction of the averaged products:  y_hat = (1/N sum_i y_i x_i) . query.

    Args:
        x: float[..., N, d].
        y: float[..., N].
        query: float[..., d].

    Returns:
        float[...].

    Raises:
        ValueError: if the shapes do not fit together.

    Source: garg-2022-in-context, section 3.1.
    """
    return gradient_step(x, y, query, eta=1.0)


def gradient_step(x: FloatArray, y: FloatArray, query: FloatArray, eta: float) -> FloatArray:
    """Prediction after one step on  1/(2N) sum_i (w . x_i - y_i)^2  from w = 0.

    The step gives w = eta/N sum_i y_i x_i, so the prediction is eta/N sum_i y_i (x_i . query): what
    attention without softmax computes with x_i as keys and y_i as values.

    Args:
        x: float[..., N, d].
        y: float[..., N].
        query: float[..., d].
        eta: step size.

    Returns:
        float[...].

    Raises:
        ValueError: if the shapes do not fit together.

    Source: vonoswald-2023-icl-gd, section 2.
    """
    check_prompt(x, y, query)
    similar = (x @ query[..., None])[..., 0]
    return np.asarray(eta * (y * similar).mean(axis=-1))


def nearest_neighbours(
    x: FloatArray, y: FloatArray, query: FloatArray, count: int = 3
) -> FloatArray:
    """Mean of the nearest targets, the nearer the heavier:  sum y_i / r_i / sum 1 / r_i.

    Args:
        x: float[..., N, d].
        y: float[..., N].
        query: float[..., d].
        count: how many neighbours count, >= 1; all of them where there are fewer.

    Returns:
        float[...].

    Raises:
        ValueError: if the shapes do not fit together or no neighbour is to count.

    Source: garg-2022-in-context, section 3.1.
    """
    check_prompt(x, y, query)
    if count < 1:
        raise ValueError(f"count: expected 1 or more, found {count}")
    away = x - query[..., None, :]
    distances = np.sqrt((away * away).sum(axis=-1))
    nearest = np.argsort(distances, axis=-1)[..., :count]
    weights = 1.0 / np.maximum(np.take_along_axis(distances, nearest, axis=-1), NEAREST)
    targets = np.take_along_axis(y, nearest, axis=-1)
    return np.asarray((weights * targets).sum(axis=-1) / weights.sum(axis=-1))
