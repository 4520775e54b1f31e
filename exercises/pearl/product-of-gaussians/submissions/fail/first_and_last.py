"""
check = "four_equal_factors"
feedback = "You combine only the first and the last factor. Every factor counts."
"""

import numpy as np


def product_of_gaussians(mu, var):
    var = np.maximum(var, 1e-7)
    if len(var) == 1:
        return mu[0], var[0]
    precisions = 1.0 / var[0] + 1.0 / var[-1]
    return (mu[0] / var[0] + mu[-1] / var[-1]) / precisions, 1.0 / precisions


def kl_to_std_normal(mu, var):
    return 0.5 * np.sum(mu**2 + var - np.log(var) - 1.0)
