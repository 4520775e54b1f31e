"""
check = "two_factors"
feedback = "The variance is right. Your mean is still the sum of precision times mean: multiply it by the new variance."
forms = [
  ["np.maximum(var, 1e-7)", "var"],
]
"""

import numpy as np


def product_of_gaussians(mu, var):
    precisions = 1.0 / np.maximum(var, 1e-7)
    return (precisions * mu).sum(axis=0), 1.0 / precisions.sum(axis=0)


def kl_to_std_normal(mu, var):
    return 0.5 * np.sum(mu**2 + var - np.log(var) - 1.0)
