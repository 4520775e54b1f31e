"""
check = "three_tasks"
feedback = "You start again from g_i at every visit, so only the last one counts. Set g once per task, before it visits the others."
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
        for j in rng.permutation(np.delete(np.arange(len(G)), i)):
            g = G[i]
            along = g @ G[j]
            if along < 0:
                g = g - along / (G[j] @ G[j]) * G[j]
        total = total + g
    return total
