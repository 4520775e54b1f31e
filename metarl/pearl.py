"""PEARL: a Gaussian belief over the task, made of one factor per transition."""

from __future__ import annotations

import numpy as np

from metarl.shapes import FloatArray, float_array, require_shape

MIN_VARIANCE = 1e-7


def product_of_gaussians(mu: FloatArray, var: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Multiply Gaussian factors:  1/var = sum_n 1/var_n,  mu = var * sum_n mu_n / var_n.

    Precision adds, so every factor makes the belief more certain, and the order cannot matter.

    Args:
        mu: float[N, d], means of the factors, N >= 1.
        var: float[N, d], variances; values below 1e-7 count as 1e-7.

    Returns:
        float[d] mean and float[d] variance of the product.

    Raises:
        ValueError: if the shapes differ, are not two-dimensional, or there is no factor.

    Source: rakelly-2019-pearl, section 4.1.
    """
    means = float_array("mu", mu, ndim=2)
    variances = float_array("var", var, ndim=2)
    require_shape("var", variances, means.shape)
    if len(means) == 0:
        raise ValueError("mu: expected at least one factor, found none")
    precisions = 1.0 / np.maximum(variances, MIN_VARIANCE)
    variance = 1.0 / precisions.sum(axis=0)
    return variance * (precisions * means).sum(axis=0), variance


def kl_to_std_normal(mu: FloatArray, var: FloatArray) -> float:
    """KL(N(mu, var) || N(0, I)) = 0.5 sum_k (mu_k^2 + var_k - log var_k - 1).

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
