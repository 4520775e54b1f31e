"""
check = "kl_of_belief"
feedback = "You treat var as a standard deviation and square it. It already is the variance."
forms = [
  ["var**2 - np.log(var**2)", "var**2 - np.log(var)"],
  ["var**2 - np.log(var**2)", "var**2 - 2 * np.log(var**2)"],
]
"""

import numpy as np


def product_of_gaussians(mu, var):
    precisions = 1.0 / np.maximum(var, 1e-7)
    product_var = 1.0 / precisions.sum(axis=0)
    return product_var * (precisions * mu).sum(axis=0), product_var


def kl_to_std_normal(mu, var):
    return 0.5 * np.sum(mu**2 + var**2 - np.log(var**2) - 1.0)
