"""
check = "two_tasks"
feedback = "Some tasks are left out of the round and others visited twice: choice draws with replacement. rng.permutation puts each into the order once."
forms = [
  ["rng.choice(len(G), size=len(G))", "rng.integers(len(G), size=len(G))"],
]
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
        for j in rng.choice(len(G), size=len(G)):
            if j != i and g @ G[j] < 0:
                g -= (g @ G[j]) / (G[j] @ G[j]) * G[j]
        total += g
    return total
