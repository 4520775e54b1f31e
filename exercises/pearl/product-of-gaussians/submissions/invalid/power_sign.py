"""
feedback = "Python cannot read line 15. It has the superscript ², which Python does not know: type **2 instead."
"""

import numpy as np


def product_of_gaussians(mu, var):
    precisions = 1.0 / np.maximum(var, 1e-7)
    product_var = 1.0 / precisions.sum(axis=0)
    return product_var * (precisions * mu).sum(axis=0), product_var


def kl_to_std_normal(mu, var):
    return 0.5 * np.sum(mu² + var - np.log(var) - 1.0)
