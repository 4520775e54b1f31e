"""
# One factor after the other, with the gain of a Kalman filter.
"""

import numpy as np


def product_of_gaussians(mu, var):
    mean, variance = None, None
    for row_mu, row_var in zip(mu, var):
        row_var = np.array([max(value, 1e-7) for value in row_var])
        if mean is None:
            mean, variance = row_mu, row_var
            continue
        gain = variance / (variance + row_var)
        mean = mean + gain * (row_mu - mean)
        variance = (1.0 - gain) * variance
    return mean, variance


def kl_to_std_normal(mu, var):
    total = 0.0
    for m, v in zip(mu, var):
        total += (m * m + v - np.log(v) - 1.0) / 2.0
    return total
