"""
check = "cosine_of_zero"
feedback = "A zero gradient makes you divide 0 by 0, and nan spreads into everything that uses it. Say beforehand that its entries are 0."
"""

import numpy as np


def conflict(G):
    norms = np.linalg.norm(G, axis=1)
    return G @ G.T / np.outer(norms, norms)


def pcgrad(G, rng):
    total = np.zeros(G.shape[1])
    for i in range(len(G)):
        g = G[i].copy()
        for j in rng.permutation(len(G)):
            if j != i and g @ G[j] < 0:
                g -= (g @ G[j]) / (G[j] @ G[j]) * G[j]
        total += g
    return total
