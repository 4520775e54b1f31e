"""Weights for the losses of several tasks: by their uncertainty, or by how fast they fall."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from metarl.networks.adam import Adam
from metarl.networks.categorical import softmax
from metarl.shapes import FloatArray, float_array, require_shape

# keeps the logarithm of a loss finite once it has reached its lowest value
SMALLEST = 1e-8


def uncertainty_weighted(L: FloatArray, s: FloatArray) -> tuple[float, FloatArray]:
    """Losses by learned log variances s:  sum_i 0.5 exp(-s_i) L_i + 0.5 s_i.

    For fixed losses the least value is at s_i = log L_i, where task i has the weight 0.5 / L_i.

    Args:
        L: float[K], losses.
        s: float[K], logarithms of the tasks' noise variances.

    Returns:
        The weighted loss, and its gradient with respect to s, float[K].

    Raises:
        ValueError: if the shapes do not fit together.

    Source: kendall-2018-uncertainty, section 3.2, with s = log sigma^2.
    """
    losses = float_array("L", L, ndim=1)
    log_variances = float_array("s", s, ndim=1)
    require_shape("s", log_variances, losses.shape)
    weighted = 0.5 * np.exp(-log_variances) * losses
    return float((weighted + 0.5 * log_variances).sum()), 0.5 - weighted


def famo_weights(w: FloatArray, losses: FloatArray, lowest: FloatArray | float = 0.0) -> FloatArray:
    """Weights of the tasks' gradients:  z_i / (l_i - b_i) / sum_j z_j / (l_j - b_j), z softmax(w).

    They make the step that of the loss sum_i z_i log(l_i - b_i), up to its length.

    Args:
        w: float[..., K], logits of the tasks; leading axes are descents side by side.
        losses: float[..., K], above ``lowest``.
        lowest: the least value b_i that each loss can take, float or float[K].

    Returns:
        float[..., K], with sum 1.

    Raises:
        ValueError: if the shapes do not fit together or a loss lies below its lowest value.

    Source: liu-2023-famo, Algorithm 1.
    """
    shares = softmax(w) / _left("losses", losses, lowest, w.shape)
    return np.asarray(shares / shares.sum(axis=-1, keepdims=True))


def famo_gradient(
    w: FloatArray, before: FloatArray, after: FloatArray, lowest: FloatArray | float = 0.0
) -> FloatArray:
    """Gradient for the logits:  (diag(z) - z z') delta,  delta_i = log of the ratio of the losses.

    Going against it takes weight from the tasks that improved more than the others.

    Args:
        w: float[..., K], logits of the tasks, z = softmax(w).
        before: float[..., K], losses before the step.
        after: float[..., K], losses after it, on the same data.
        lowest: the least value b_i that each loss can take, float or float[K].

    Returns:
        float[..., K], with sum 0; scaling a task's losses changes nothing.

    Raises:
        ValueError: if the shapes do not fit together or a loss lies below its lowest value.

    Source: liu-2023-famo, Algorithm 1.
    """
    earlier = _left("before", before, lowest, w.shape)
    delta = np.log(earlier / _left("after", after, lowest, w.shape))
    z = softmax(w)
    return np.asarray(z * (delta - (z * delta).sum(axis=-1, keepdims=True)))


@dataclass
class Famo:
    """FAMO between the steps of a training: the logits, and the Adam that moves them.

    Attributes:
        logits: float[..., K], changed in place.
        lowest: the least value that each loss can take, float or float[K].
        lr: step size of the logits.
        decay: pull of the logits to zero, added to their gradient.

    Source: liu-2023-famo, Algorithm 1; step size and decay of the authors' code.
    """

    logits: FloatArray
    lowest: FloatArray | float = 0.0
    lr: float = 0.025
    decay: float = 0.01
    _adam: Adam = field(init=False)

    def __post_init__(self) -> None:
        self._adam = Adam(self.lr)

    def weights(self, losses: FloatArray) -> FloatArray:
        """What to multiply the gradients by, float[..., K], from the losses float[..., K]."""
        return famo_weights(self.logits, losses, self.lowest)

    def update(self, before: FloatArray, after: FloatArray) -> None:
        """Learn from the losses float[..., K] on the same data before and after a step."""
        gradient = famo_gradient(self.logits, before, after, self.lowest)
        self._adam.step([self.logits], [gradient + self.decay * self.logits])


def _left(
    name: str, losses: FloatArray, lowest: FloatArray | float, shape: tuple[int, ...]
) -> FloatArray:
    """How far the losses are above their lowest values."""
    values = np.asarray(losses, dtype=np.float64)
    require_shape(name, values, shape)
    left = values - np.asarray(lowest) + SMALLEST
    if not (left > 0).all():
        raise ValueError(f"{name}: expected losses above {lowest}, found {values.min()}")
    return np.asarray(left)
