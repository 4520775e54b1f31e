"""
# How often each run is drawn, as multinomial counts; the middle half by partition.
"""

import numpy as np


def iqm(scores):
    flat = np.ravel(scores)
    cut = flat.size // 4
    if cut == 0:
        return np.mean(flat)
    parted = np.partition(flat, (cut, flat.size - cut - 1))
    return np.mean(parted[cut:-cut])


def bootstrap_interval(scores, repeats, rng):
    N, K = scores.shape
    values = np.empty(repeats)
    for place in range(repeats):
        counts = rng.multinomial(N, np.full(N, 1 / N), size=K)
        drawn = [np.repeat(scores[:, k], counts[k].astype(np.intp)) for k in range(K)]
        values[place] = iqm(np.concatenate(drawn))
    return np.percentile(values, [2.5, 97.5]).tolist()
