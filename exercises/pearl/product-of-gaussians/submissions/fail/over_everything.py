"""
check = "two_factors"
feedback = "You add up over factors and dimensions together. Give sum the axis of the factors, axis 0."
forms = [
  ["np.maximum(var, 1e-7)", "var"],
]
"""

import numpy as np


def product_of_gaussians(mu, var):
    precisions = 1.0 / np.maximum(var, 1e-7)
    product_var = 1.0 / precisions.sum()
    return product_var * (precisions * mu).sum(), product_var


def kl_to_std_normal(mu, var):
    return 0.5 * np.sum(mu**2 + var - np.log(var) - 1.0)
