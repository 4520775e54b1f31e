"""
# The end by MGDA is the start if it is stationary, and else the minimum that is met first.
"""

import numpy as np


def stationary(slopes):
    return min(slopes) * max(slopes) <= 0


def resting_points(a, c, start):
    by_sum = np.sum(a * c) / np.sum(a)
    if stationary(a * (start - c)):
        return by_sum, start
    return by_sum, c[np.abs(c - start).argmin()]
