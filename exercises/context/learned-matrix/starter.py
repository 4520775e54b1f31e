import numpy as np


def slope(M, X, y, query, target):
    """Gradient of half the mean squared error of the answers h . M q."""
    return np.zeros_like(M)


def best_matrix(Lam, N):
    """The M where training on prompts of N examples comes to rest."""
    return np.eye(len(Lam))
