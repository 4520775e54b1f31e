"""
check = "two_factors"
feedback = "You square the variance before you divide. var already holds variances, so a precision is one over var."
forms = [
  ["np.maximum(var, 1e-7)", "var"],
  ["np.maximum(var, 1e-7) ** 2", "np.maximum(var**2, 1e-7)"],
]
"""

import numpy as np


def product_of_gaussians(mu, var):
    precisions = 1.0 / np.maximum(var, 1e-7) ** 2
    product_var = 1.0 / precisions.sum(axis=0)
    return product_var * (precisions * mu).sum(axis=0), product_var


def kl_to_std_normal(mu, var):
    return 0.5 * np.sum(mu**2 + var - np.log(var) - 1.0)
