"""
check = "two_factors"
feedback = "You multiply the variances with each other. Densities are multiplied; for Gaussians that means adding the precisions."
forms = [
  ["np.maximum(var, 1e-7)", "var"],
]
"""

import numpy as np


def product_of_gaussians(mu, var):
    precisions = 1.0 / np.maximum(var, 1e-7)
    mean = (precisions * mu).sum(axis=0) / precisions.sum(axis=0)
    return mean, np.maximum(var, 1e-7).prod(axis=0)


def kl_to_std_normal(mu, var):
    return 0.5 * np.sum(mu**2 + var - np.log(var) - 1.0)
