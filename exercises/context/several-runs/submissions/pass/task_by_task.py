"""
# One urn for each task, and the middle of a sorted list.
"""

import numpy as np


def iqm(scores):
    ordered = sorted(float(score) for row in scores for score in row)
    cut = len(ordered) // 4
    middle = ordered[cut : len(ordered) - cut]
    return sum(middle) / len(middle)


def bootstrap_interval(scores, repeats, rng):
    values = []
    for _ in range(repeats):
        columns = [rng.choice(column, size=len(column)) for column in scores.T]
        values.append(iqm(np.array(columns)))
    return np.quantile(values, 0.025), np.quantile(values, 0.975)
