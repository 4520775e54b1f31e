r"""
check = "two_factors"
feedback = "You add the variances. That is the rule for the sum of two random numbers; here two opinions on the same number are combined, and the precisions add."
forms = [
  ["var = np.maximum(var, 1e-7)\n    ", ""],
  ["(precisions * mu).sum(axis=0) / precisions.sum(axis=0)", "mu.mean(axis=0)"],
  ["(precisions * mu).sum(axis=0) / precisions.sum(axis=0)", "mu.sum(axis=0)"],
]
"""

import numpy as np


def product_of_gaussians(mu, var):
    var = np.maximum(var, 1e-7)
    precisions = 1.0 / var
    return (precisions * mu).sum(axis=0) / precisions.sum(axis=0), var.sum(axis=0)


def kl_to_std_normal(mu, var):
    return 0.5 * np.sum(mu**2 + var - np.log(var) - 1.0)
