"""
# Sums over the entries, on Python numbers.
"""

import numpy as np


def mgda(g1, g2):
    above = below = 0.0
    for one, two in zip(g1, g2, strict=True):
        above += (two - one) * two
        below += (two - one) ** 2
    if below == 0:
        share = 0.5
    elif above <= 0:
        share = 0.0
    else:
        share = min(above / below, 1.0)
    return share, np.array(
        [share * one + (1 - share) * two for one, two in zip(g1, g2, strict=True)]
    )
