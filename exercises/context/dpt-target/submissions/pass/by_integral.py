"""
# The integral of density times distribution function, on a fine grid of chances.
"""

import math

import numpy as np


def density(x, a, b):
    log_norm = math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b)
    return np.exp(log_norm + (a - 1) * np.log(x) + (b - 1) * np.log1p(-x))


def chance_of_best(a, b, c, d):
    edges = np.linspace(0, 1, 20_001)
    nodes, weights = np.polynomial.legendre.leggauss(4)
    half = np.diff(edges)[:, None] / 2
    x = edges[:-1, None] + half * (1 + nodes)
    second = density(x, c, d) * half * weights
    below = np.cumsum(second.sum(axis=1)) - second.sum(axis=1) / 2
    return float((density(x, a, b) * half * weights).sum(axis=1) @ below)


def dpt_target(arms, rewards):
    wins = np.bincount(arms, weights=rewards, minlength=2).astype(int)
    pulls = np.bincount(arms, minlength=2)
    (a, c), (b, d) = 1 + wins, 1 + pulls - wins
    first = chance_of_best(int(a), int(b), int(c), int(d))
    return np.array([first, 1 - first])
