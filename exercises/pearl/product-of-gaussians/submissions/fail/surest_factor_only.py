"""
check = "two_factors"
feedback = "You keep the surest factor and drop the others. Even an unsure opinion adds some precision."
"""

import numpy as np


def product_of_gaussians(mu, var):
    var = np.maximum(var, 1e-7)
    best = var.argmin(axis=0)
    columns = np.arange(var.shape[1])
    return mu[best, columns], var[best, columns]


def kl_to_std_normal(mu, var):
    return 0.5 * np.sum(mu**2 + var - np.log(var) - 1.0)
