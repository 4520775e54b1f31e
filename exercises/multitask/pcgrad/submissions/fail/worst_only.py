"""
check = "three_tasks"
feedback = "You visit only the task with the strongest conflict. Visit all the others."
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
        squares = np.maximum((G * G).sum(axis=1), 1e-300)
        j = np.argmin(G @ g / np.sqrt(squares))
        if g @ G[j] < 0:
            g -= (g @ G[j]) / (G[j] @ G[j]) * G[j]
        total += g
    return total
