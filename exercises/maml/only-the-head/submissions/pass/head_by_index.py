"""
# The head as a list of places, without a multiplication by the mask.
"""

import numpy as np


def anil_grad(theta, mask, gradient, hvp, query_gradient, alpha):
    head = np.flatnonzero(mask)
    adapted = theta.copy()
    adapted[head] -= alpha * gradient(theta)[head]
    outer = query_gradient(adapted)
    back = np.zeros(len(theta))
    back[head] = outer[head]
    return outer - hvp(theta, alpha * back)
