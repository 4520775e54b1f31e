"""
# The gradient is projected as in PCGrad, and a row of numbers goes along with it.
"""

import numpy as np


def surgery_weights(G):
    K = len(G)
    weights = np.zeros(K)
    for i in range(K):
        g, account = G[i].copy(), np.zeros(K)
        account[i] = 1.0
        for j in range(K):
            if j == i:
                continue
            factor = min(float(np.dot(g, G[j])), 0.0) / float(np.dot(G[j], G[j]))
            g = g - factor * G[j]
            account[j] -= factor
        weights += account
    return weights
