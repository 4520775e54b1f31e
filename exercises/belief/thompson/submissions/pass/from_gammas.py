"""
# A Beta variable is the share of one Gamma variable in a sum of two; the trial is a table.
"""

import numpy as np


def choose(wins, losses, rng):
    parts = rng.standard_gamma(np.stack([wins, losses]) + 1.0)
    return np.argmax(parts[0] / parts.sum(axis=0))


def play(pull, k, n, rng):
    table = np.zeros((2, k))
    for _ in range(n):
        arm = choose(table[0], table[1], rng)
        table[1 - pull(arm), arm] += 1
    return tuple(table)
