"""
# The paper's form: P keeps the last row, M silences the query.
"""

import numpy as np


def layer(Z, Q):
    D, T = Z.shape
    P, M = np.zeros((D, D)), np.eye(T)
    P[-1, -1] = 1
    M[-1, -1] = 0
    return Z + P @ Z @ M @ (Z.T @ Q @ Z) / np.maximum(T - 1, 1)


def td_matrix(C):
    d = len(C)
    upper = np.hstack([-C.T, C.T, np.zeros((d, 1))])
    return np.vstack([upper, np.zeros((d + 1, 2 * d + 1))])
