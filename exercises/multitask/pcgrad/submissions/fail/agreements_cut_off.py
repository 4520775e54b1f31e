"""
check = "cosine"
feedback = "You keep only the conflicts and set every agreement to 0. The cosine is asked for whatever its sign."
forms = [
  ["np.minimum(G @ G.T, 0.0)", "np.maximum(-G @ G.T, 0.0)"],
]
"""

import numpy as np


def conflict(G):
    norms = np.linalg.norm(G, axis=1)
    scale = np.outer(norms, norms)
    return np.minimum(G @ G.T, 0.0) / np.where(scale > 0, scale, 1.0)


def pcgrad(G, rng):
    total = np.zeros(G.shape[1])
    for i in range(len(G)):
        g = G[i].copy()
        for j in rng.permutation(len(G)):
            if j != i and g @ G[j] < 0:
                g -= (g @ G[j]) / (G[j] @ G[j]) * G[j]
        total += g
    return total
