"""
check = "two_factors"
feedback = "Your mean is divided by the new variance. Multiply the weighted sum by it, or divide by the total precision: that is the same."
forms = [
  ["np.maximum(var, 1e-7)", "var"],
]
"""

import numpy as np


def product_of_gaussians(mu, var):
    precisions = 1.0 / np.maximum(var, 1e-7)
    product_var = 1.0 / precisions.sum(axis=0)
    return (precisions * mu).sum(axis=0) / product_var, product_var


def kl_to_std_normal(mu, var):
    return 0.5 * np.sum(mu**2 + var - np.log(var) - 1.0)
