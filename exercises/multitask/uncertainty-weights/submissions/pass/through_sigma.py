"""
# The likelihood as it stands, with standard deviations, and the chain rule back to s.
"""

import numpy as np


def uncertainty_weighted(L, s):
    sigma = np.exp(s / 2)
    loss = np.sum(L / (2 * sigma**2) + np.log(sigma))
    by_sigma = -L / sigma**3 + 1 / sigma
    return float(loss), by_sigma * sigma / 2
