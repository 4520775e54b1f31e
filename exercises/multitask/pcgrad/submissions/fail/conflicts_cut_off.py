"""
check = "cosine"
feedback = "You cut the cosines off at 0: agreements are right, and every conflict has become 0. The negative cosines are what is asked for."
"""

import numpy as np


def conflict(G):
    norms = np.linalg.norm(G, axis=1)
    scale = np.outer(norms, norms)
    return np.maximum(G @ G.T, 0.0) / np.where(scale > 0, scale, 1.0)


def pcgrad(G, rng):
    total = np.zeros(G.shape[1])
    for i in range(len(G)):
        g = G[i].copy()
        for j in rng.permutation(len(G)):
            if j != i and g @ G[j] < 0:
                g -= (g @ G[j]) / (G[j] @ G[j]) * G[j]
        total += g
    return total
