"""
check = "smallest_variance"
feedback = "You add 1e-7 to every variance. The limit changes only the values below it: use the larger of the variance and 1e-7."
forms = [
  ["1e-7", "1e-8"],
  ["1e-7", "1e-6"],
]
"""

import numpy as np


def product_of_gaussians(mu, var):
    precisions = 1.0 / (var + 1e-7)
    product_var = 1.0 / precisions.sum(axis=0)
    return product_var * (precisions * mu).sum(axis=0), product_var


def kl_to_std_normal(mu, var):
    return 0.5 * np.sum(mu**2 + var - np.log(var) - 1.0)
