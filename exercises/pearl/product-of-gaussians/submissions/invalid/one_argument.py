"""
feedback = "product_of_gaussians takes (context) and cannot be called with 2 arguments; define it as product_of_gaussians(mu, var)."
"""

import numpy as np


def product_of_gaussians(context):
    mu, var = context
    precisions = 1.0 / np.maximum(var, 1e-7)
    product_var = 1.0 / precisions.sum(axis=0)
    return product_var * (precisions * mu).sum(axis=0), product_var


def kl_to_std_normal(mu, var):
    return 0.5 * np.sum(mu**2 + var - np.log(var) - 1.0)
