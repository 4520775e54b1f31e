"""
check = "gradients_unchanged"
feedback = "Your result is right, but you write the projected gradients into the caller's G. Keep them in an array of your own."
"""

import numpy as np


def conflict(G):
    norms = np.linalg.norm(G, axis=1)
    scale = np.outer(norms, norms)
    safe = np.where(scale > 0, scale, 1.0)
    return G @ G.T / safe


def pcgrad(G, rng):
    original = G.copy()
    for i in range(len(G)):
        for j in rng.permutation(len(G)):
            if j != i and G[i] @ original[j] < 0:
                G[i] -= (G[i] @ original[j]) / (original[j] @ original[j]) * original[j]
    return G.sum(axis=0)
