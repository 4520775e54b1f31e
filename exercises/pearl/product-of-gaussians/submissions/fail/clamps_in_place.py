"""
check = "context_unchanged"
feedback = "You raised the small variances inside the array you were given. Make a new one: np.maximum(var, 1e-7) does, as long as it has no out."
"""

import numpy as np


def product_of_gaussians(mu, var):
    np.maximum(var, 1e-7, out=var)
    precisions = 1.0 / var
    product_var = 1.0 / precisions.sum(axis=0)
    return product_var * (precisions * mu).sum(axis=0), product_var


def kl_to_std_normal(mu, var):
    return 0.5 * np.sum(mu**2 + var - np.log(var) - 1.0)
