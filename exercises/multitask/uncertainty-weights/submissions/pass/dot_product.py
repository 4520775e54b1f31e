"""
# The weights by name: the loss is their dot product with the losses.
"""

import numpy as np


def uncertainty_weighted(L, s):
    weights = np.exp(-s) / 2
    return weights @ L + s.sum() / 2, (1 - 2 * weights * L) / 2
