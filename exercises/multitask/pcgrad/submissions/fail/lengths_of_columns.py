"""
check = "cosine"
feedback = "You take the lengths of the columns. One row is one gradient: sum over axis 1."
"""

import numpy as np


def conflict(G):
    norms = np.linalg.norm(G, axis=0)
    units = G / np.where(norms > 0, norms, 1.0)
    return units @ units.T


def pcgrad(G, rng):
    total = np.zeros(G.shape[1])
    for i in range(len(G)):
        g = G[i].copy()
        for j in rng.permutation(len(G)):
            if j != i and g @ G[j] < 0:
                g -= (g @ G[j]) / (G[j] @ G[j]) * G[j]
        total += g
    return total
