"""
check = "any_conflict"
feedback = "You limit how much may be taken away. The part along g_j has to go completely, even if g_j is short."
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
        for j in rng.permutation(len(G)):
            if j != i and g @ G[j] < 0:
                g -= max(-1.0, (g @ G[j]) / (G[j] @ G[j])) * G[j]
        total += g
    return total
