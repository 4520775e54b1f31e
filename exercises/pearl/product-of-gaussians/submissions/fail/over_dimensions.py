"""
check = "two_factors"
feedback = "You add up over the dimensions. Add over the factors, axis 0; each dimension stays apart."
forms = [
  ["np.maximum(var, 1e-7)", "var"],
]
"""

import numpy as np


def product_of_gaussians(mu, var):
    precisions = 1.0 / np.maximum(var, 1e-7)
    product_var = 1.0 / precisions.sum(axis=1)
    return product_var * (precisions * mu).sum(axis=1), product_var


def kl_to_std_normal(mu, var):
    return 0.5 * np.sum(mu**2 + var - np.log(var) - 1.0)
