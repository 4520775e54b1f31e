"""
check = "two_factors"
feedback = "You average the precisions. Then a thousand transitions would leave you as unsure as one: add them."
forms = [
  ["np.maximum(var, 1e-7)", "var"],
]
"""

import numpy as np


def product_of_gaussians(mu, var):
    precisions = 1.0 / np.maximum(var, 1e-7)
    mean = (precisions * mu).sum(axis=0) / precisions.sum(axis=0)
    return mean, 1.0 / precisions.mean(axis=0)


def kl_to_std_normal(mu, var):
    return 0.5 * np.sum(mu**2 + var - np.log(var) - 1.0)
