"""
check = "cosine"
feedback = "You return one number for one pair. Return the cosines of all pairs, one row and one column per task."
"""

import numpy as np


def conflict(G):
    norms = np.linalg.norm(G, axis=1)
    return G[0] @ G[1] / (norms[0] * norms[1])


def pcgrad(G, rng):
    total = np.zeros(G.shape[1])
    for i in range(len(G)):
        g = G[i].copy()
        for j in rng.permutation(len(G)):
            if j != i and g @ G[j] < 0:
                g -= (g @ G[j]) / (G[j] @ G[j]) * G[j]
        total += g
    return total
