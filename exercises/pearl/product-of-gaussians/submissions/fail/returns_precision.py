"""
check = "two_factors"
feedback = "You return the total precision. The second result is the variance, one divided by it."
forms = [
  ["np.maximum(var, 1e-7)", "var"],
]
"""

import numpy as np


def product_of_gaussians(mu, var):
    precisions = 1.0 / np.maximum(var, 1e-7)
    total = precisions.sum(axis=0)
    return (precisions * mu).sum(axis=0) / total, total


def kl_to_std_normal(mu, var):
    return 0.5 * np.sum(mu**2 + var - np.log(var) - 1.0)
