"""
# Sums over named axes; the best matrix is made from eigenvalues.
"""

import numpy as np


def slope(M, X, y, query, target):
    B, N, _ = X.shape
    h = np.einsum("bn,bnd->bd", y, X) / N
    missed = np.einsum("bd,de,be->b", h, M, query) - target
    return np.einsum("b,bd,be->de", missed, h, query) / B


def best_matrix(Lam, N):
    values, vectors = np.linalg.eigh(Lam)
    steps = N / ((N + 1) * values + values.sum())
    return vectors * steps @ vectors.T
