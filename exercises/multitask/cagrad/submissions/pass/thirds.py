"""
# A search that throws away a third of the interval in each round, since F is convex.
"""

import numpy as np


def cagrad(g1, g2, c):
    mean = (g1 + g2) / 2
    radius = c * np.sqrt(mean @ mean)

    def mixture(w):
        return w * g1 + (1 - w) * g2

    def value(w):
        g = mixture(w)
        return g @ mean + radius * np.sqrt(g @ g)

    low, high = 0.0, 1.0
    for _ in range(60):
        left, right = (2 * low + high) / 3, (low + 2 * high) / 3
        if value(left) <= value(right):
            high = right
        else:
            low = left
    g = mixture(min((0.0, (low + high) / 2, 1.0), key=value))
    length = np.sqrt(g @ g)
    return mean + radius * g / length if length > 0 else mean
