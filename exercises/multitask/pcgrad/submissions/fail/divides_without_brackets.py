"""
check = "two_tasks"
feedback = "Without brackets, / and @ are worked out from left to right, so you divide by the entries of g_j and multiply again. Put the divisor in brackets."
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
                g -= g @ G[j] / G[j] @ G[j] * G[j]
        total += g
    return total
