"""
# The transitions are summed up first, in one vector that all columns are compared with.
"""

import numpy as np


def layer(Z, Q):
    seen = Z[:, :-1]
    if seen.size == 0:
        return Z.copy()
    memory = (seen * seen[-1]).mean(axis=1) @ Q
    return np.concatenate([Z[:-1], [Z[-1] + memory @ Z]])


def td_matrix(C):
    d = len(C)
    from_features, to_difference = np.eye(d, 2 * d + 1), np.eye(d, 2 * d + 1, k=d)
    return from_features.T @ C.T @ (to_difference - from_features)
