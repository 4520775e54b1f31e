"""
check = "kl_of_prior"
feedback = "The sum is right, but it stands in an array of one entry. Return the number itself."
"""

import numpy as np


def product_of_gaussians(mu, var):
    """Multiply Gaussian factors:  1/var = sum_n 1/var_n,  mu = var * sum_n mu_n / var_n.

    Args:
        mu: float[N, d], means of the factors, N >= 1.
        var: float[N, d], variances; values below 1e-7 count as 1e-7.

    Returns:
        float[d] mean and float[d] variance of the product.
    """
    precisions = 1.0 / np.maximum(var, 1e-7)
    # Precisions add: every factor makes the belief surer, and their order cannot matter.
    product_var = 1.0 / precisions.sum(axis=0)
    return product_var * (precisions * mu).sum(axis=0), product_var


def kl_to_std_normal(mu, var):
    """KL(N(mu, var) || N(0, I)) = 0.5 sum_k (mu_k^2 + var_k - log var_k - 1).

    Args:
        mu: float[d], mean.
        var: float[d], variance, > 0.

    Returns:
        float >= 0, in nats.
    """
    return np.array([0.5 * np.sum(mu**2 + var - np.log(var) - 1.0)])
