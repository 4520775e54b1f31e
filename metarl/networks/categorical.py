"""The softmax over actions: sampling, entropy, and the gradient that REINFORCE climbs."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from metarl.shapes import FloatArray, require_shape

Actions = NDArray[np.intp]


def log_softmax(logits: FloatArray) -> FloatArray:
    """Log-probabilities:  log pi(a) = z_a - log sum_b exp z_b.

    Args:
        logits: float[..., A], z; any finite numbers.

    Returns:
        float[..., A], <= 0.

    Source: sutton-2018-introduction, eq. 13.2.
    """
    # exp of what is at most 0 cannot overflow
    shifted = logits - logits.max(axis=-1, keepdims=True)
    normed: FloatArray = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    return normed


def softmax(logits: FloatArray) -> FloatArray:
    """Probabilities:  pi(a) = exp z_a / sum_b exp z_b.

    Args:
        logits: float[..., A], z; any finite numbers.

    Returns:
        float[..., A], in [0, 1], of sum 1.

    Source: sutton-2018-introduction, eq. 13.2.
    """
    weights = np.exp(logits - logits.max(axis=-1, keepdims=True))
    probabilities: FloatArray = weights / weights.sum(axis=-1, keepdims=True)
    return probabilities


def entropy(logits: FloatArray) -> FloatArray:
    """How undecided a policy is:  H = -sum_a pi(a) log pi(a).

    Args:
        logits: float[..., A].

    Returns:
        float[...], in nats, from 0 to log A.

    Source: williams-1991-entropy.
    """
    log_pi = log_softmax(logits)
    total: FloatArray = -(np.exp(log_pi) * log_pi).sum(axis=-1)
    return total


def sample_actions(logits: FloatArray, rng: np.random.Generator) -> Actions:
    """One action for each row, by inversion:  the first a with pi(0) + ... + pi(a) > u.

    Args:
        logits: float[..., A].
        rng: source of u.

    Returns:
        int[...], each in 0 … A-1.
    """
    steps = np.cumsum(softmax(logits), axis=-1)
    u = rng.random(logits.shape[:-1])[..., None]
    # without its last entry, so that a sum a little below 1 leads to no action A
    return np.asarray((steps[..., :-1] <= u).sum(axis=-1), dtype=np.intp)


def policy_gradient(
    logits: FloatArray, actions: Actions, weights: FloatArray, bonus: float = 0.0
) -> FloatArray:
    """Gradient for z of w log pi(a) + c H:  w (1[b = a] - pi_b) - c pi_b (log pi_b + H).

    Args:
        logits: float[..., A].
        actions: int[...], what was done, each in 0 … A-1.
        weights: float[...], w: the advantage of each action, in units of return.
        bonus: c, reward for each nat of entropy, >= 0.

    Returns:
        float[..., A].

    Raises:
        ValueError: if actions or weights do not fit the logits.

    Source: williams-1992-reinforce; williams-1991-entropy for the bonus.
    """
    require_shape("weights", weights, logits.shape[:-1])
    if actions.shape != weights.shape:
        raise ValueError(f"actions: expected shape {weights.shape}, found {actions.shape}")
    log_pi = log_softmax(logits)
    pi = np.exp(log_pi)
    gradient: FloatArray = -weights[..., None] * pi
    taken = actions[..., None]
    along = np.take_along_axis(gradient, taken, axis=-1) + weights[..., None]
    np.put_along_axis(gradient, taken, along, axis=-1)
    if bonus:
        gradient -= bonus * pi * (log_pi - (pi * log_pi).sum(axis=-1, keepdims=True))
    return gradient
