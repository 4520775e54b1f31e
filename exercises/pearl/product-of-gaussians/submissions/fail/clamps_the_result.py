"""
check = "smallest_variance"
feedback = "You raise the variance of the product. The limit belongs to each factor, before you divide by it."
"""

import numpy as np


def product_of_gaussians(mu, var):
    precisions = 1.0 / var
    product_var = np.maximum(1.0 / precisions.sum(axis=0), 1e-7)
    return product_var * (precisions * mu).sum(axis=0), product_var


def kl_to_std_normal(mu, var):
    return 0.5 * np.sum(mu**2 + var - np.log(var) - 1.0)
