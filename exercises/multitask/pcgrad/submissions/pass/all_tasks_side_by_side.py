"""
# All tasks are projected side by side, one visit at a time.
"""

import numpy as np


def conflict(G):
    dots = G @ G.T
    lengths = np.sqrt(np.diag(dots))
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.nan_to_num(dots / lengths[:, None] / lengths[None, :])


def pcgrad(G, rng):
    n_tasks = len(G)
    others = np.array([np.delete(np.arange(n_tasks), i) for i in range(n_tasks)], dtype=int)
    others = rng.permuted(others, axis=1)
    squares = (G * G).sum(axis=1)
    projected = G.copy()
    for column in others.T:
        visited = G[column]
        dots = np.minimum((projected * visited).sum(axis=1), 0.0)
        shares = np.where(dots < 0, dots / np.maximum(squares[column], 1e-300), 0.0)
        projected = projected - shares[:, None] * visited
    return projected.sum(axis=0)
