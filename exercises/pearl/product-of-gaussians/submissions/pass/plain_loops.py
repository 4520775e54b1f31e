"""
# Loops over dimensions and factors.
"""

import math

import numpy as np


def product_of_gaussians(mu, var):
    n_factors, n_dimensions = mu.shape
    means, variances = [], []
    for k in range(n_dimensions):
        precision = weighted = 0.0
        for n in range(n_factors):
            v = var[n, k] if var[n, k] > 1e-7 else 1e-7
            precision += 1.0 / v
            weighted += mu[n, k] / v
        means.append(weighted / precision)
        variances.append(1.0 / precision)
    return np.array(means), np.array(variances)


def kl_to_std_normal(mu, var):
    return sum(0.5 * (m**2 + v - math.log(v) - 1) for m, v in zip(mu, var))
