"""
check = "cosine"
feedback = "Your cosines have lost their signs, so a conflict looks like an agreement. Leave them negative where two gradients point against each other."
"""

import numpy as np


def conflict(G):
    norms = np.linalg.norm(G, axis=1)
    scale = np.outer(norms, norms)
    return np.abs(G @ G.T) / np.where(scale > 0, scale, 1.0)


def pcgrad(G, rng):
    total = np.zeros(G.shape[1])
    for i in range(len(G)):
        g = G[i].copy()
        for j in rng.permutation(len(G)):
            if j != i and g @ G[j] < 0:
                g -= (g @ G[j]) / (G[j] @ G[j]) * G[j]
        total += g
    return total
