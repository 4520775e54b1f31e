"""
feedback = "Your code was still running after 5 s and was stopped, in the loop that begins on line 10. Look for what should end this loop and never does, or for far too many rounds."
"""

import numpy as np


def product_of_gaussians(mu, var):
    precision, shift, n = 0.0, 0.0, 0
    while n < len(mu):
        v = np.maximum(var[n], 1e-7)
        precision = precision + 1.0 / v
        shift = shift + mu[n] / v
    return shift / precision, 1.0 / precision


def kl_to_std_normal(mu, var):
    return 0.5 * np.sum(mu**2 + var - np.log(var) - 1.0)
