"""
# All terms of the sum at once, each the one before times a ratio.
"""

import math

import numpy as np


def chance_of_best(a, b, c, d):
    i = np.arange(1, a)
    ratios = (c + i - 1) * (b + i - 1) / ((c + d + b + i - 1) * i)
    first = math.lgamma(d + b) + math.lgamma(c + d) - math.lgamma(c + d + b) - math.lgamma(d)
    terms = first + np.concatenate([[0.0], np.cumsum(np.log(ratios))])
    return np.exp(terms).sum()


def dpt_target(arms, rewards):
    a, c = (1 + np.sum((arms == arm) & (rewards == 1)) for arm in (0, 1))
    b, d = (1 + np.sum((arms == arm) & (rewards == 0)) for arm in (0, 1))
    p = chance_of_best(a, b, c, d)
    return np.stack([p, 1 - p])
