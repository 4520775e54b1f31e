"""
# Only the three dot products of the gradients enter the search; the direction is built at the end.
"""

import numpy as np


def cagrad(g1, g2, c):
    G = np.stack([g1, g2])
    products = G @ G.T
    w = np.linspace(0, 1, 2001)
    weights = np.stack([w, 1 - w])
    squares = np.einsum("iw,ij,jw->w", weights, products, weights)
    lengths = np.sqrt(np.maximum(squares, 0))
    radius = c * np.sqrt(products.sum()) / 2
    best = np.argmin(weights.T @ products.mean(axis=1) + radius * lengths)
    result = G.mean(axis=0)
    if lengths[best] > 0:
        result = result + radius / lengths[best] * (weights[:, best] @ G)
    return result
