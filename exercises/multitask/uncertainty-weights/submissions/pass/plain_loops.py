"""
# One task after the other, with Python's own exponential.
"""

import math


def uncertainty_weighted(L, s):
    total, slopes = 0.0, []
    for loss, log_variance in zip(L, s, strict=True):
        weight = math.exp(-log_variance) / 2
        total += weight * loss + log_variance / 2
        slopes.append(0.5 - weight * loss)
    return total, slopes
