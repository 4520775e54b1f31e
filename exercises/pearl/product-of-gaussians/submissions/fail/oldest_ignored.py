"""
check = "many_factors"
feedback = "Beyond the fourth, you ignore the oldest factors. Transitions are a set: all of them count, whatever their order."
"""

import numpy as np


def product_of_gaussians(mu, var):
    mu, var = mu[-4:], np.maximum(var[-4:], 1e-7)
    product_var = 1.0 / np.sum(1.0 / var, axis=0)
    return product_var * np.sum(mu / var, axis=0), product_var


def kl_to_std_normal(mu, var):
    return 0.5 * np.sum(mu**2 + var - np.log(var) - 1.0)
