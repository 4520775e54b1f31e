"""Two-task losses on a plane in which plain sums of the losses get stuck."""

from __future__ import annotations

import numpy as np

from metarl.shapes import FloatArray

# below it the logarithm is cut off, and its gradient with it
FLOOR = 5e-6


def cagrad_landscape(x: FloatArray, scale: float = 1.0) -> tuple[FloatArray, FloatArray]:
    """Valleys that lead to a bowl:  L_i = f_i max(tanh(y/2), 0) + q_i max(tanh(-y/2), 0).

    With (x, y) the place, f_1 = log max(|-(x + 7)/2 + tanh y|, 5e-6) + 6,
    f_2 = log max(|(3 - x)/2 - tanh y + 2|, 5e-6) + 6 and
    q_i = ((±7 - x)^2 + 0.1 (y + 8)^2)/10 - 20, plus for task 1 and minus for task 2.

    Args:
        x: float[..., 2], places.
        scale: what the first loss is multiplied by, > 0.

    Returns:
        Losses float[..., 2] and their gradients float[..., 2, 2], one row per task.

    Raises:
        ValueError: if the last axis does not have two entries.

    Source: liu-2021-cagrad, the toy example of the authors' code; liu-2023-famo for the scale.
    """
    place = _places(x)
    across, along = place[..., :1], place[..., 1:]
    bend = np.tanh(along)
    u = -0.5 * across + SIGN * bend + SHIFT
    f, slope = _log_distance(u)
    q = ((CENTRE - across) ** 2 + 0.1 * (along + 8.0) ** 2) / 10.0 - 20.0
    half = np.tanh(along / 2.0)
    up, down = np.maximum(half, 0.0), np.maximum(-half, 0.0)
    d_half = (1.0 - half * half) / 2.0
    # at y = 0 both gates count as open, as in the authors' code: one of their starts lies there
    d_up, d_down = d_half * (along >= 0), -d_half * (along <= 0)
    f += 6.0
    gradients = np.empty((*place.shape[:-1], 2, 2))
    gradients[..., 0] = -0.5 * slope * up + (across - CENTRE) / 5.0 * down
    gradients[..., 1] = slope * SIGN * (1.0 - bend * bend) * up + f * d_up
    gradients[..., 1] += (along + 8.0) / 50.0 * down + q * d_down
    losses = f * up + q * down
    if scale != 1.0:
        losses[..., 0] *= scale
        gradients[..., 0, :] *= scale
    return losses, gradients


def pcgrad_landscape(x: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Two curved valleys:  L_1 = 20 log max(|x/2 + tanh y|, 5e-6), L_2 = 25 log max(|…|, 5e-6).

    The second distance is |x/2 - tanh y + 2|; (x, y) is the place.

    Args:
        x: float[..., 2], places.

    Returns:
        Losses float[..., 2] and their gradients float[..., 2, 2], one row per task.

    Raises:
        ValueError: if the last axis does not have two entries.

    Source: yu-2020-pcgrad, the didactic example, as in a public re-implementation.
    """
    place = _places(x)
    across, along = place[..., :1], place[..., 1:]
    bend = np.tanh(along)
    f, slope = _log_distance(0.5 * across + SIGN * bend + SHIFT_OF_VALLEYS)
    gradients = np.empty((*place.shape[:-1], 2, 2))
    gradients[..., 0] = 0.5 * HEIGHT * slope
    gradients[..., 1] = SIGN * (1.0 - bend * bend) * HEIGHT * slope
    return HEIGHT * f, gradients


# per task: the sign of tanh y and the constant in u, and the middle of the bowl
SIGN = np.array([1.0, -1.0])
SHIFT = np.array([-3.5, 3.5])
CENTRE = np.array([7.0, -7.0])
SHIFT_OF_VALLEYS = np.array([0.0, 2.0])
HEIGHT = np.array([20.0, 25.0])


def _log_distance(u: FloatArray) -> tuple[FloatArray, FloatArray]:
    """log max(|u|, FLOOR), and its derivative: 1/u, or 0 where it is cut off."""
    distance = np.abs(u)
    far = distance >= FLOOR
    return np.log(np.maximum(distance, FLOOR)), far / np.where(far, u, 1.0)


def _places(x: FloatArray) -> FloatArray:
    place = np.asarray(x, dtype=np.float64)
    if place.ndim < 1 or place.shape[-1] != 2:
        raise ValueError(f"x: expected shape (..., 2), found {place.shape}")
    return place
