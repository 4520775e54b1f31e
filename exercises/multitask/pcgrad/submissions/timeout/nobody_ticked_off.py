"""
feedback = "Your code was still running after 5 s and was stopped, in the loop that begins on line 20. Look for what should end this loop and never does, or for far too many rounds."
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
        waiting = list(rng.permutation(len(G)))
        while waiting:
            j = waiting[0]
            if j != i and g @ G[j] < 0:
                g -= (g @ G[j]) / (G[j] @ G[j]) * G[j]
        total += g
    return total
