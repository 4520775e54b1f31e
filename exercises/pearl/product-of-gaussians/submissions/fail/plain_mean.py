"""
check = "two_factors"
feedback = "The variance is right, but your mean gives every factor the same weight. A sure factor counts for more: weight by precision."
forms = [
  ["np.maximum(var, 1e-7)", "var"],
]
"""

import numpy as np


def product_of_gaussians(mu, var):
    precisions = 1.0 / np.maximum(var, 1e-7)
    return mu.mean(axis=0), 1.0 / precisions.sum(axis=0)


def kl_to_std_normal(mu, var):
    return 0.5 * np.sum(mu**2 + var - np.log(var) - 1.0)
