"""
# The valley's floor is where the slope of F changes its sign: halve the interval around it.
"""

import math


def cagrad(g1, g2, c):
    mean, apart = (g1 + g2) / 2, g1 - g2
    radius = c * math.sqrt(mean @ mean)
    low, high = 0.0, 1.0
    for _ in range(50):
        middle = (low + high) / 2
        g = g2 + middle * apart
        length = math.sqrt(g @ g) or 1.0
        if apart @ mean + radius * (apart @ g) / length > 0:
            high = middle
        else:
            low = middle
    g = g2 + high * apart
    length = math.sqrt(g @ g)
    return mean + radius * g / length if length else mean
