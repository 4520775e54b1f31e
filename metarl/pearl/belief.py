"""A Gaussian belief over the task, made of one factor per transition, and its gradients."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from metarl.shapes import FloatArray, float_array, require_shape

MIN_VARIANCE = 1e-7


class Belief(NamedTuple):
    """One Gaussian belief for each task, independent in its dimensions.

    Attributes:
        mu: float[K, d], means.
        var: float[K, d], variances, > 0.
    """

    mu: FloatArray
    var: FloatArray


def product_of_gaussians(mu: FloatArray, var: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Multiply Gaussian factors:  1/var = sum_n 1/var_n,  mu = var * sum_n mu_n / var_n.

    Precision adds, so every factor makes the belief more certain, and the order cannot matter.

    Args:
        mu: float[..., N, d], means of the factors, N >= 1; leading axes are products of their own.
        var: float[..., N, d], variances; values below 1e-7 count as 1e-7.

    Returns:
        float[..., d] mean and float[..., d] variance of the product.

    Raises:
        ValueError: if the shapes differ, have fewer than two dimensions, or there is no factor.

    Source: rakelly-2019-pearl, section 4.1.
    """
    means, variances = np.asarray(mu, dtype=np.float64), np.asarray(var, dtype=np.float64)
    if means.ndim < 2:
        raise ValueError(f"mu: expected 2 dimensions or more, found shape {means.shape}")
    require_shape("var", variances, means.shape)
    if means.shape[-2] == 0:
        raise ValueError("mu: expected at least one factor, found none")
    precisions = 1.0 / np.maximum(variances, MIN_VARIANCE)
    variance = np.asarray(1.0 / precisions.sum(axis=-2))
    return variance * (precisions * means).sum(axis=-2), variance


def kl_to_std_normal(mu: FloatArray, var: FloatArray) -> float:
    """Divergence of a Gaussian from the prior:  0.5 sum_k (mu_k^2 + var_k - log var_k - 1).

    It is KL(N(mu, var) || N(0, I)).

    Args:
        mu: float[d], mean.
        var: float[d], variance, > 0.

    Returns:
        float >= 0, in nats.

    Raises:
        ValueError: if the shapes differ, are not one-dimensional, or a variance is not positive.

    Source: rakelly-2019-pearl, section 4.1.
    """
    mean = float_array("mu", mu, ndim=1)
    variance = float_array("var", var, ndim=1)
    require_shape("var", variance, mean.shape)
    if not np.all(variance > 0):
        raise ValueError(f"var: expected positive values, found {variance.min()}")
    return float(0.5 * np.sum(mean**2 + variance - np.log(variance) - 1.0))


def prior(tasks: int, dimensions: int) -> Belief:
    """Belief without any context:  N(0, I).

    Args:
        tasks: K, >= 1.
        dimensions: d, >= 1.

    Returns:
        The prior, once for each task. It is not a factor of later beliefs.

    Source: rakelly-2019-pearl, section 4.1.
    """
    return Belief(np.zeros((tasks, dimensions)), np.ones((tasks, dimensions)))


def product_backward(
    mu: FloatArray, var: FloatArray, belief: Belief, d_belief: Belief
) -> tuple[FloatArray, FloatArray]:
    """Gradients of the factors, from their product's:  dmu_n = dmu var / var_n,

    dvar_n = (dvar var^2 - dmu var (mu_n - mu)) / var_n^2.

    Args:
        mu: float[K, N, d], means of the factors.
        var: float[K, N, d], their variances.
        belief: their product, as ``product_of_gaussians`` returned it.
        d_belief: gradients of a loss with respect to it.

    Returns:
        float[K, N, d] gradients with respect to mu and var; a variance below 1e-7 has none.

    Raises:
        ValueError: if the shapes do not fit together.

    Source: rakelly-2019-pearl, section 4.1, differentiated.
    """
    require_shape("var", var, mu.shape)
    require_shape("d_belief.mu", d_belief.mu, (len(mu), mu.shape[2]))
    precisions = 1.0 / np.maximum(var, MIN_VARIANCE)
    mean, variance = belief.mu[:, None, :], belief.var[:, None, :]
    pull = d_belief.mu[:, None, :] * variance
    d_precisions = pull * (mu - mean) - d_belief.var[:, None, :] * variance**2
    return pull * precisions, -d_precisions * precisions**2 * (var > MIN_VARIANCE)


def kl_backward(belief: Belief) -> Belief:
    """Gradient of KL(N(mu, var) || N(0, I)):  dmu = mu,  dvar = (1 - 1/var) / 2.

    Args:
        belief: K beliefs.

    Returns:
        The gradients of each task's divergence.

    Source: rakelly-2019-pearl, section 4.1, differentiated.
    """
    return Belief(belief.mu, 0.5 * (1.0 - 1.0 / belief.var))


def sample(belief: Belief, noise: FloatArray) -> FloatArray:
    """A hypothesis for each task:  z = mu + sqrt(var) noise.

    Args:
        belief: K beliefs.
        noise: float[K, d], standard normal.

    Returns:
        float[K, d].

    Raises:
        ValueError: if the noise has another shape.

    Source: kingma-2014-vae, section 2.4.
    """
    require_shape("noise", noise, belief.mu.shape)
    return belief.mu + np.sqrt(belief.var) * noise


def sample_backward(belief: Belief, noise: FloatArray, d_z: FloatArray) -> Belief:
    """Gradient through the draw:  dmu = dz,  dvar = dz noise / (2 sqrt(var)).

    Args:
        belief: K beliefs.
        noise: float[K, d], as drawn.
        d_z: float[K, d], gradient with respect to the hypotheses.

    Returns:
        Gradients with respect to the beliefs.

    Raises:
        ValueError: if the shapes differ.

    Source: kingma-2014-vae, section 2.4.
    """
    require_shape("noise", noise, belief.mu.shape)
    require_shape("d_z", d_z, belief.mu.shape)
    return Belief(d_z, 0.5 * d_z * noise / np.sqrt(belief.var))
