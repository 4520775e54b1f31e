r"""
check = "random_order"
feedback = "You never use rng, so the tasks are visited in the same order in every call. From three tasks on the order changes the result, and a fixed one favours the same task every time."
forms = [
  ["range(len(G)):\n            if", "reversed(range(len(G))):\n            if"],
]
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
        for j in range(len(G)):
            if j != i and g @ G[j] < 0:
                g -= (g @ G[j]) / (G[j] @ G[j]) * G[j]
        total += g
    return total
