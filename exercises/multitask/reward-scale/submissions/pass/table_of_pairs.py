"""
# A table says which episodes belong together; einsum adds up the squares.
"""

import numpy as np


def gradient_shares(G):
    squares = np.einsum("kp,kp->k", G, G)
    return squares / (squares.sum() or 1.0)


def normalise(returns, task):
    same = task[:, None] == task
    mean = same @ returns / same.sum(axis=1)
    apart = returns - mean
    scale = np.sqrt(same @ apart**2 / same.sum(axis=1))
    return apart / np.where(scale > 0, scale, 1.0)
