"""
# A loop over 1,001 shares on arrays; slower than one table of them all, and the same.
"""

import numpy as np


def cagrad(g1, g2, c):
    mean = (g1 + g2) / 2
    radius = c * np.linalg.norm(mean)
    least, chosen = None, mean
    for w in np.linspace(0, 1, 1001):
        mixture = w * g1 + (1 - w) * g2
        value = mixture @ mean + radius * np.linalg.norm(mixture)
        if least is None or value < least:
            least, chosen = value, mixture
    length = np.linalg.norm(chosen)
    return mean + radius * chosen / length if length > 0 else mean
