"""
# One copy, which is then changed in place.
"""

import numpy as np


def inner_adapt(theta, grad_fn, alpha, steps):
    point = theta.copy()
    remaining = steps
    while remaining > 0:
        point += np.multiply(-alpha, grad_fn(point))
        remaining -= 1
    return point
