"""
feedback = "Your code does not define kl_to_std_normal. Write a definition of kl_to_std_normal(mu, var)."
"""

import numpy as np


def product_of_gaussians(mu, var):
    precisions = 1.0 / np.maximum(var, 1e-7)
    product_var = 1.0 / precisions.sum(axis=0)
    return product_var * (precisions * mu).sum(axis=0), product_var
