"""
check = "cosine"
feedback = "You divide by one number for the whole matrix: np.linalg.norm(G) without axis=1 puts all gradients together. Each cosine needs the lengths of its own two gradients."
forms = [
  ["norms**2", "norms"],
]
"""

import numpy as np


def conflict(G):
    norms = np.linalg.norm(G)
    return G @ G.T / norms**2


def pcgrad(G, rng):
    total = np.zeros(G.shape[1])
    for i in range(len(G)):
        g = G[i].copy()
        for j in rng.permutation(len(G)):
            if j != i and g @ G[j] < 0:
                g -= (g @ G[j]) / (G[j] @ G[j]) * G[j]
        total += g
    return total
