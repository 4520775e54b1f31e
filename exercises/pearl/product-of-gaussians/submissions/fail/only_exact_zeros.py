"""
check = "smallest_variance"
feedback = "You replace only variances that are exactly 0. Everything below 1e-7 counts as 1e-7."
"""

import numpy as np


def product_of_gaussians(mu, var):
    precisions = 1.0 / np.where(var == 0, 1e-7, var)
    product_var = 1.0 / precisions.sum(axis=0)
    return product_var * (precisions * mu).sum(axis=0), product_var


def kl_to_std_normal(mu, var):
    return 0.5 * np.sum(mu**2 + var - np.log(var) - 1.0)
