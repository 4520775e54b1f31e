"""
check = "same_state"
feedback = "Your order comes from Python's own module random, so the same rng gives different results and nobody can repeat your run. Draw it from rng."
"""

import random

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
        order = list(range(len(G)))
        random.shuffle(order)
        for j in order:
            if j != i and g @ G[j] < 0:
                g -= (g @ G[j]) / (G[j] @ G[j]) * G[j]
        total += g
    return total
