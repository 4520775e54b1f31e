"""
check = "cosine"
feedback = "You divide by one of the two lengths only: the result is not symmetric."
"""

import numpy as np


def conflict(G):
    norms = np.linalg.norm(G, axis=1, keepdims=True)
    return G @ G.T / np.where(norms > 0, norms, 1.0)


def pcgrad(G, rng):
    total = np.zeros(G.shape[1])
    for i in range(len(G)):
        g = G[i].copy()
        for j in rng.permutation(len(G)):
            if j != i and g @ G[j] < 0:
                g -= (g @ G[j]) / (G[j] @ G[j]) * G[j]
        total += g
    return total
