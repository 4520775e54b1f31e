"""
# Without a loop: counts, means and deviations of all tasks at once.
"""

import numpy as np


def gradient_shares(G):
    lengths = np.linalg.norm(G, axis=1) ** 2
    return lengths / max(lengths.sum(), np.finfo(float).tiny)


def normalise(returns, task):
    _, place = np.unique(task, return_inverse=True)
    count = np.bincount(place)
    apart = returns - (np.bincount(place, returns) / count)[place]
    deviation = np.sqrt(np.bincount(place, apart**2) / count)[place]
    return np.divide(apart, deviation, out=np.zeros_like(apart), where=deviation > 0)
