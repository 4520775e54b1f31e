"""
check = "two_factors"
feedback = "You add up one over the standard deviation. Precision is one over the variance, which is what var already holds."
forms = [
  ["np.maximum(var, 1e-7)", "var"],
]
"""

import numpy as np


def product_of_gaussians(mu, var):
    weights = 1.0 / np.sqrt(np.maximum(var, 1e-7))
    product_var = 1.0 / weights.sum(axis=0)
    return product_var * (weights * mu).sum(axis=0), product_var


def kl_to_std_normal(mu, var):
    return 0.5 * np.sum(mu**2 + var - np.log(var) - 1.0)
