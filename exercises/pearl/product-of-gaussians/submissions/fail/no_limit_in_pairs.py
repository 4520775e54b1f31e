"""
check = "smallest_variance"
feedback = "Nothing keeps the variances away from 0, so a factor with a variance of 0 decides alone, and the product's variance is 0. Raise every variance to at least 1e-7 before you combine them."
"""

import numpy as np


def product_of_gaussians(mu, var):
    mean, variance = mu[0], var[0]
    for n in range(1, len(mu)):
        total = variance + var[n]
        mean = (mean * var[n] + mu[n] * variance) / total
        variance = variance * var[n] / total
    return mean, variance


def kl_to_std_normal(mu, var):
    return 0.5 * np.sum(mu**2 + var - np.log(var) - 1.0)
