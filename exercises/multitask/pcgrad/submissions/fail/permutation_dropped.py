"""
check = "random_order"
feedback = "You draw from rng, and still the tasks are visited in the same order in every call. Is the result dropped? rng.permutation returns a new array and leaves its argument as it was. The official code has this very bug (issue 3 of the PCGrad repository)."
"""

import numpy as np


def conflict(G):
    norms = np.linalg.norm(G, axis=1)
    scale = np.outer(norms, norms)
    safe = np.where(scale > 0, scale, 1.0)
    return G @ G.T / safe


def pcgrad(G, rng):
    total = np.zeros(G.shape[1])
    for i in range(len(G)):
        g = G[i].copy()
        order = np.arange(len(G))
        rng.permutation(order)
        for j in order:
            if j != i and g @ G[j] < 0:
                g -= (g @ G[j]) / (G[j] @ G[j]) * G[j]
        total += g
    return total
