"""
check = "cosine_of_zero"
feedback = "You put 1 on the whole diagonal. A zero gradient has no direction, so its own entry is 0 too."
"""

import numpy as np


def conflict(G):
    norms = np.linalg.norm(G, axis=1)
    scale = np.outer(norms, norms)
    safe = np.where(scale > 0, scale, 1.0)
    cosines = G @ G.T / safe
    np.fill_diagonal(cosines, 1.0)
    return cosines


def pcgrad(G, rng):
    total = np.zeros(G.shape[1])
    for i in range(len(G)):
        g = G[i].copy()
        for j in rng.permutation(len(G)):
            if j != i and g @ G[j] < 0:
                g -= (g @ G[j]) / (G[j] @ G[j]) * G[j]
        total += g
    return total
