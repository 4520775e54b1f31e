"""
# The corrections go into the rate, and everything is changed in arrays of its own.
"""

import math

import numpy as np

from metarl.maml import maml_gradient as maml_grad


def train(theta, draw, meta_gradient, iterations, rate):
    place = np.array(theta)
    mean, squares = np.zeros_like(place), np.zeros_like(place)
    for done in range(iterations):
        slope = meta_gradient(place, draw())
        mean += (slope - mean) / 10
        squares += (slope * slope - squares) / 1000
        missing = math.sqrt(1 - 0.999 ** (done + 1))
        size = rate * missing / (1 - 0.9 ** (done + 1))
        place -= size * mean / (np.sqrt(squares) + 1e-8 * missing)
    return place
