"""
# The first three rows are one expression: the curvature times powers of the factor.
"""

import numpy as np


def pulls(a, alpha, k):
    factor = 1 - alpha * a
    powers = np.vander(factor, 3, increasing=True).T
    return np.vstack([a * powers, 1 - np.prod(np.tile(factor, (k, 1)), axis=0)])


def resting_point(weights, c):
    total = np.sum(weights)
    point = np.sum(weights * c) / total if total else np.nan
    return float(point), bool(total > 0)
