"""
check = "cosine"
feedback = "You divide by one length and multiply by the other: without brackets, / and * are worked out from left to right. Put the product of the lengths in brackets."
forms = [
  ["norms[:, None] * norms[None, :]", "norms[None, :] * norms[:, None]"],
]
"""

import numpy as np


def conflict(G):
    norms = np.linalg.norm(G, axis=1)
    return G @ G.T / norms[:, None] * norms[None, :]


def pcgrad(G, rng):
    total = np.zeros(G.shape[1])
    for i in range(len(G)):
        g = G[i].copy()
        for j in rng.permutation(len(G)):
            if j != i and g @ G[j] < 0:
                g -= (g @ G[j]) / (G[j] @ G[j]) * G[j]
        total += g
    return total
