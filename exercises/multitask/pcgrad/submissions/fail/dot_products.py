"""
check = "cosine"
feedback = "These are dot products. Divide each by both lengths, so that only the directions count."
"""

import numpy as np


def conflict(G):
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
