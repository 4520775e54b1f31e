"""
# Each prompt is a row of features, all products of h and q, of an ordinary linear regression.
"""

import numpy as np


def slope(M, X, y, query, target):
    h = (y[:, None, :] @ X)[:, 0] / y.shape[1]
    features = (h[:, :, None] * query[:, None, :]).reshape(len(h), -1)
    return (features.T @ (features @ M.ravel() - target) / len(h)).reshape(M.shape)


def best_matrix(Lam, N):
    return N * np.linalg.inv((N + 1) * Lam + np.diag(np.full(len(Lam), np.diag(Lam).sum())))
