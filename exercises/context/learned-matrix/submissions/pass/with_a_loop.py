"""
# One prompt and one example after the other; the best matrix solves the equation of the prompt.
"""

import numpy as np


def slope(M, X, y, query, target):
    total = np.zeros(M.shape)
    for inputs, targets, asked, truth in zip(X, y, query, target, strict=True):
        h = np.zeros(len(M))
        for x, value in zip(inputs, targets, strict=True):
            h += value * x / len(targets)
        total += (h @ M @ asked - truth) * np.outer(h, asked)
    return total / len(target)


def best_matrix(Lam, N):
    squares = (1 + 1 / N) * Lam @ Lam + np.trace(Lam) * Lam / N
    return np.linalg.solve(squares, Lam)
