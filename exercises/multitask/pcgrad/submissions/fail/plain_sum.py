"""
check = "two_tasks"
feedback = "The two gradients were only added: their conflict is still there. Project where the dot product is negative."
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
        total += g
    return total
