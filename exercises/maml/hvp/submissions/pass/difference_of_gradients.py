"""
feedback = "Correct. This is a central difference of two gradients: about as exact as it gets here, at the price of two passes. Its step has to fit the length of v and the precision of the numbers; the exact product needs no choice."

# A central difference of the gradient along v.
"""

import numpy as np


def gradient(theta, x, y):
    w, b, u = theta
    h = np.tanh(np.outer(x, w) + b)
    error = h @ u - y
    back = np.outer(error, u) * (1 - h**2)
    return 2 / len(x) * np.array([x @ back, back.sum(axis=0), error @ h])


def hvp(theta, x, y, v):
    step = 1e-5
    above, below = gradient(theta + step * v, x, y), gradient(theta - step * v, x, y)
    return (above - below) / (2 * step)
