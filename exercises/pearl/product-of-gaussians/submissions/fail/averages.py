r"""
check = "two_factors"
feedback = "You average the variances. An average never gets more certain, and here it is less certain than the surer factor alone: add the precisions, one over the variance, instead."
forms = [
  ["    var = np.maximum(var, 1e-7)\n", ""],
]
"""

import numpy as np


def product_of_gaussians(mu, var):
    var = np.maximum(var, 1e-7)
    return mu.mean(axis=0), var.mean(axis=0)


def kl_to_std_normal(mu, var):
    return 0.5 * np.sum(mu**2 + var - np.log(var) - 1.0)
