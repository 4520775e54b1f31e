"""
# Only three products of the gradients are needed for F, whatever their dimension.
"""

import numpy as np


def cagrad(g1, g2, c):
    G = np.stack([g1, g2])
    products = G @ G.T
    w = np.linspace(0, 1, 200_001)
    weights = np.stack([w, 1 - w])
    squared = np.einsum("iw,ij,jw->w", weights, products, weights)
    mean = G.mean(axis=0)
    radius = c * np.sqrt(products.mean())
    best = np.argmin(weights.T @ products.mean(axis=1) + radius * np.sqrt(np.maximum(squared, 0)))
    chosen = weights[:, best] @ G
    norm = np.linalg.norm(chosen)
    return mean + radius * chosen / norm if norm else mean
