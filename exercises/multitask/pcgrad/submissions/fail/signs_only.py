"""
check = "cosine"
feedback = "You say only whether there is a conflict. Return the cosine itself, which also says how strong it is."
"""

import numpy as np


def conflict(G):
    return G @ G.T < 0


def pcgrad(G, rng):
    total = np.zeros(G.shape[1])
    for i in range(len(G)):
        g = G[i].copy()
        for j in rng.permutation(len(G)):
            if j != i and g @ G[j] < 0:
                g -= (g @ G[j]) / (G[j] @ G[j]) * G[j]
        total += g
    return total
