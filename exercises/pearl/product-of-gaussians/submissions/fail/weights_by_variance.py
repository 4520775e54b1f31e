"""
check = "two_factors"
feedback = "You weight each mean by its variance, so the least sure factor counts most. The weight is the precision, one over the variance."
"""

import numpy as np


def product_of_gaussians(mu, var):
    var = np.maximum(var, 1e-7)
    return (var * mu).sum(axis=0) / var.sum(axis=0), 1.0 / (1.0 / var).sum(axis=0)


def kl_to_std_normal(mu, var):
    return 0.5 * np.sum(mu**2 + var - np.log(var) - 1.0)
