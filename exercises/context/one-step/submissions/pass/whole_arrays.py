"""
# The sum over the examples comes first: weights, which the query is asked afterwards.
"""

import numpy as np


def attend(tokens, M):
    x, y = np.split(tokens[:-1], [-1], axis=1)
    weights = (x * y).sum(axis=0) / np.maximum(len(x), 1)
    return float(weights @ M @ tokens[-1, :-1])


def step_matrix(d, eta):
    return np.diag(np.full(d, eta))
