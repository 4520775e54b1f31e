"""
# The valley is closed in from both sides: a third of the interval goes with every comparison.
"""

import numpy as np


def cagrad(g1, g2, c):
    g0 = 0.5 * (g1 + g2)
    radius = c * np.linalg.norm(g0)

    def gain(w):
        g = w * g1 + (1 - w) * g2
        return g @ g0 + radius * np.linalg.norm(g)

    low, high = 0.0, 1.0
    for _ in range(80):
        left, right = (2 * low + high) / 3, (low + 2 * high) / 3
        if gain(left) <= gain(right):
            high = right
        else:
            low = left
    g = low * g1 + (1 - low) * g2
    norm = np.linalg.norm(g)
    return g0 + radius / norm * g if norm > 0 else g0
