"""
check = "one_factor"
feedback = "With a single factor your code loses the axis of the factors, as squeeze does, and adds up over the dimensions. Leave the shapes as they are and use axis 0."
"""

import numpy as np


def product_of_gaussians(mu, var):
    mu, var = np.squeeze(mu), np.squeeze(var)
    precisions = 1.0 / np.maximum(var, 1e-7)
    product_var = 1.0 / precisions.sum(axis=0)
    return product_var * (precisions * mu).sum(axis=0), product_var


def kl_to_std_normal(mu, var):
    return 0.5 * np.sum(mu**2 + var - np.log(var) - 1.0)
