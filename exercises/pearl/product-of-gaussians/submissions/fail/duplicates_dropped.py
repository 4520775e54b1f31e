"""
check = "four_equal_factors"
feedback = "You drop equal factors. Two equal observations are still two pieces of evidence, so each of them counts."
"""

import numpy as np


def product_of_gaussians(mu, var):
    rows = np.unique(np.hstack([mu, np.maximum(var, 1e-7)]), axis=0)
    mu, var = np.split(rows, 2, axis=1)
    precisions = 1.0 / var
    product_var = 1.0 / precisions.sum(axis=0)
    return product_var * (precisions * mu).sum(axis=0), product_var


def kl_to_std_normal(mu, var):
    return 0.5 * np.sum(mu**2 + var - np.log(var) - 1.0)
