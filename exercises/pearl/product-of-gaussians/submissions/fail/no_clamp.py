"""
check = "smallest_variance"
feedback = "A variance of 0 is infinitely precise, and the mean becomes infinity times zero. Raise every variance to at least 1e-7 before you divide."
"""

import numpy as np


def product_of_gaussians(mu, var):
    precisions = 1.0 / var
    product_var = 1.0 / precisions.sum(axis=0)
    return product_var * (precisions * mu).sum(axis=0), product_var


def kl_to_std_normal(mu, var):
    return 0.5 * np.sum(mu**2 + var - np.log(var) - 1.0)
