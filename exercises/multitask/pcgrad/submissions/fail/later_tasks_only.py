"""
check = "two_tasks"
feedback = "You take each pair of tasks once, so only the first of the two gives way. Every task visits all the others, those before it as well."
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
        g = G[i]
        for j in i + 1 + rng.permutation(len(G) - i - 1):
            along = g @ G[j]
            if along < 0:
                g = g - along / (G[j] @ G[j]) * G[j]
        total = total + g
    return total
