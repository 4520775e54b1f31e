"""
check = "three_tasks"
feedback = "You project each gradient on the sum of the others. For two tasks that is the same; for three, visit the others one by one."
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
        rest = G.sum(axis=0) - G[i]
        if g @ rest < 0:
            g -= (g @ rest) / (rest @ rest) * rest
        total += g
    return total
