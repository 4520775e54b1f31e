"""
check = "two_tasks"
feedback = "You project each gradient on the sum of all gradients. PCGrad compares the tasks pair by pair."
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
        whole = G.sum(axis=0)
        if g @ whole < 0:
            g -= (g @ whole) / (whole @ whole) * whole
        total += g
    return total
