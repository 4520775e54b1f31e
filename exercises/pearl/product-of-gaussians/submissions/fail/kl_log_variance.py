"""
check = "kl_of_prior"
feedback = "You take var for the logarithm of a variance. It is the variance itself: add it as it is, and subtract its logarithm."
"""

import numpy as np


def product_of_gaussians(mu, var):
    precisions = 1.0 / np.maximum(var, 1e-7)
    product_var = 1.0 / precisions.sum(axis=0)
    return product_var * (precisions * mu).sum(axis=0), product_var


def kl_to_std_normal(mu, var):
    return 0.5 * np.sum(mu**2 + np.exp(var) - var - 1.0)
