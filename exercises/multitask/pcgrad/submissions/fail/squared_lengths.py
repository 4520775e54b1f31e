"""
check = "cosine"
feedback = "You divide by the squared lengths. The length is the square root of the sum of squares."
"""

import numpy as np


def conflict(G):
    squares = (G**2).sum(axis=1)
    scale = np.outer(squares, squares)
    return G @ G.T / np.where(scale > 0, scale, 1.0)


def pcgrad(G, rng):
    total = np.zeros(G.shape[1])
    for i in range(len(G)):
        g = G[i].copy()
        for j in rng.permutation(len(G)):
            if j != i and g @ G[j] < 0:
                g -= (g @ G[j]) / (G[j] @ G[j]) * G[j]
        total += g
    return total
