"""
check = "gradients_unchanged"
feedback = "conflict changed the caller's gradients to length 1. G / lengths makes a new array; /= does not."
"""

import numpy as np


def conflict(G):
    norms = np.linalg.norm(G, axis=1, keepdims=True)
    G /= np.where(norms > 0, norms, 1.0)
    return G @ G.T


def pcgrad(G, rng):
    total = np.zeros(G.shape[1])
    for i in range(len(G)):
        g = G[i].copy()
        for j in rng.permutation(len(G)):
            if j != i and g @ G[j] < 0:
                g -= (g @ G[j]) / (G[j] @ G[j]) * G[j]
        total += g
    return total
