"""
check = "two_tasks"
feedback = "You project on what surgery has left of the other gradients, so tasks that come later meet gradients which are already changed. Project on the original gradients, and keep the results apart."
forms = [
  ["i in range(len(G))", "i in rng.permutation(len(G))"],
]
"""

import numpy as np


def conflict(G):
    norms = np.linalg.norm(G, axis=1)
    scale = np.outer(norms, norms)
    safe = np.where(scale > 0, scale, 1.0)
    return G @ G.T / safe


def pcgrad(G, rng):
    P = G.copy()
    for i in range(len(G)):
        for j in rng.permutation(len(G)):
            if j != i and P[i] @ P[j] < 0:
                P[i] -= (P[i] @ P[j]) / (P[j] @ P[j]) * P[j]
    return P.sum(axis=0)
