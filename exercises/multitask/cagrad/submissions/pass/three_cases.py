"""
# No search: one task is helped alone, or both gain the same at the edge of the ball.
"""

import numpy as np


def cagrad(g1, g2, c):
    mean = (g1 + g2) / 2
    radius = c * np.sqrt(mean @ mean)
    for own, other in ((g1, g2), (g2, g1)):
        length = np.sqrt(own @ own)
        if length == 0:
            return mean
        end = mean + radius * own / length
        if end @ own <= end @ other:
            return end
    apart = (g1 - g2) / np.sqrt((g1 - g2) @ (g1 - g2))
    along = mean @ apart
    level = mean - along * apart
    return level * (1 + np.sqrt(max(radius**2 - along**2, 0) / (level @ level)))
