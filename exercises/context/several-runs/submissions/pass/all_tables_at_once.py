"""
# All tables in one array; the middle half by sorting its rows.
"""

import numpy as np


def middle(rows):
    cut = rows.shape[1] // 4
    return np.sort(rows, axis=1)[:, cut : rows.shape[1] - cut].mean(axis=1)


def iqm(scores):
    return middle(scores.reshape(1, -1))[0]


def bootstrap_interval(scores, repeats, rng):
    N, K = scores.shape
    runs = (rng.random((repeats, N, K)) * N).astype(int)
    drawn = scores[runs, np.arange(K)]
    return np.percentile(middle(drawn.reshape(repeats, N * K)), (2.5, 97.5))
