"""
# Projections with unit gradients; the order comes from sorting random keys.
"""

import numpy as np


def conflict(G):
    norms = np.linalg.norm(G, axis=1, keepdims=True)
    units = np.where(norms > 0, G / np.where(norms > 0, norms, 1), 0)
    return np.einsum("ip,jp->ij", units, units)


def pcgrad(G, rng):
    norms = np.linalg.norm(G, axis=1, keepdims=True)
    units = G / np.where(norms > 0, norms, 1)

    def surgery(i):
        g = G[i]
        for j in np.delete(np.arange(len(G)), i)[np.argsort(rng.random(len(G) - 1))]:
            g = g - min(g @ units[j], 0) * units[j]
        return g

    return np.sum([surgery(i) for i in range(len(G))], axis=0)
