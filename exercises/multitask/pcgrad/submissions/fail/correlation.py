"""
check = "cosine"
feedback = "np.corrcoef subtracts the mean of each gradient first, so this is another measure. The cosine takes the gradients as they are."
forms = [
  ["np.corrcoef(G)", "np.nan_to_num(np.corrcoef(G))"],
]
"""

import numpy as np


def conflict(G):
    return np.corrcoef(G)


def pcgrad(G, rng):
    total = np.zeros(G.shape[1])
    for i in range(len(G)):
        g = G[i].copy()
        for j in rng.permutation(len(G)):
            if j != i and g @ G[j] < 0:
                g -= (g @ G[j]) / (G[j] @ G[j]) * G[j]
        total += g
    return total
