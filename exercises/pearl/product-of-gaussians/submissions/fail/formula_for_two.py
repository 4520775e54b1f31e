"""
check = "four_equal_factors"
feedback = "Product of the variances over their sum is right for two factors only. For any number, add the precisions."
"""

import numpy as np


def product_of_gaussians(mu, var):
    var = np.maximum(var, 1e-7)
    precisions = 1.0 / var
    mean = (precisions * mu).sum(axis=0) / precisions.sum(axis=0)
    if len(var) == 1:
        return mean, var[0]
    return mean, var.prod(axis=0) / var.sum(axis=0)


def kl_to_std_normal(mu, var):
    return 0.5 * np.sum(mu**2 + var - np.log(var) - 1.0)
