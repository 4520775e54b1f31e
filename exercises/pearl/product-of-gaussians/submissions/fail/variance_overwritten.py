"""
check = "two_factors"
feedback = "You replace the variance before the mean has used the old one. Compute both from the old values, then store them."
"""

import numpy as np


def product_of_gaussians(mu, var):
    var = np.maximum(var, 1e-7)
    mean, variance = mu[0], var[0]
    for n in range(1, len(mu)):
        variance = 1.0 / (1.0 / variance + 1.0 / var[n])
        mean = variance * (mean / variance + mu[n] / var[n])
    return mean, variance


def kl_to_std_normal(mu, var):
    return 0.5 * np.sum(mu**2 + var - np.log(var) - 1.0)
