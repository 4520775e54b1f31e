"""
check = "other_lengths"
feedback = "You add a small number to the divisor, which spoils the cosines of short gradients. Divide by the lengths alone, and treat an exact zero apart."
forms = [
  ["1e-8", "1e-6"],
  ["1e-8", "1e-7"],
]
"""

import numpy as np


def conflict(G):
    norms = np.linalg.norm(G, axis=1)
    scale = np.outer(norms, norms)
    return G @ G.T / (scale + 1e-8)


def pcgrad(G, rng):
    total = np.zeros(G.shape[1])
    for i in range(len(G)):
        g = G[i].copy()
        for j in rng.permutation(len(G)):
            if j != i and g @ G[j] < 0:
                g -= (g @ G[j]) / (G[j] @ G[j]) * G[j]
        total += g
    return total
