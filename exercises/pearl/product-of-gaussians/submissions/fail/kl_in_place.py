"""
check = "belief_unchanged"
feedback = "You squared the means inside the array you were given, so that the belief's mean is lost to whoever passed it. Make a new array: mu**2 is one, and mu **= 2 changes mu itself."
"""

import numpy as np


def product_of_gaussians(mu, var):
    precisions = 1.0 / np.maximum(var, 1e-7)
    product_var = 1.0 / precisions.sum(axis=0)
    return product_var * (precisions * mu).sum(axis=0), product_var


def kl_to_std_normal(mu, var):
    mu **= 2
    return 0.5 * np.sum(mu + var - np.log(var) - 1.0)
