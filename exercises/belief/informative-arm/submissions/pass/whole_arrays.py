"""
# The same sums on whole arrays: the target may be the first, second, third … arm that is tried.
"""

import numpy as np


def sampling_value(j, n, prize):
    misses = np.minimum(np.arange(j), n)
    return np.mean(misses + (n - misses) * prize)


def best_value(j, n, prize, hint):
    asked = hint + (n - 1) * prize if n > 0 and j > 1 else -np.inf
    return np.maximum(asked, sampling_value(j, n, prize))
