"""
check = "three_tasks"
feedback = "You take all dot products from the original g_i. After the first projection g has changed: use the newest g for the next one."
"""

import numpy as np


def conflict(G):
    norms = np.linalg.norm(G, axis=1)
    scale = np.outer(norms, norms)
    safe = np.where(scale > 0, scale, 1.0)
    return G @ G.T / safe


def pcgrad(G, rng):
    rng.permutation(len(G))
    dots = np.minimum(G @ G.T, 0.0)
    squares = (G * G).sum(axis=1)
    shares = dots / np.where(squares > 0, squares, 1.0)
    return (G - shares @ G).sum(axis=0)
