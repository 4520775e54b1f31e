"""
# One gradient with imaginary parts: nothing is subtracted, so the step can be as small as you like.
"""

import numpy as np


def hvp(theta, x, y, v):
    w, b, u = theta + 1e-30j * v
    h = np.tanh(np.outer(x, w) + b)
    error = h @ u - y
    back = np.outer(error, u) * (1 - h**2)
    return 2 / len(x) * np.array([x @ back, back.sum(axis=0), error @ h]).imag / 1e-30
