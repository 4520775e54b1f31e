import numpy as np


def layer(Z, Q):
    """Linear attention that adds to the last row:  r_k += 1/N sum_i r_i (z_i . Q z_k).

    Args:
        Z: float[D, T], tokens as columns; the last is the query, to which nobody attends.
        Q: float[D, D], what keys and queries are compared with.

    Returns:
        float[D, T].
    """
    N = Z.shape[1] - 1
    scores = Z[:, :N].T @ Q @ Z
    out = Z.copy()
    out[-1] += Z[-1, :N] @ scores / max(N, 1)
    return out


def td_matrix(C):
    """The Q of TD(0):  z_i . Q z_k = (C phi_i) . (gamma phi'_k - phi_k).

    Args:
        C: float[d, d], the step matrix.

    Returns:
        float[D, D] with D = 2 d + 1.
    """
    d = len(C)
    Q = np.zeros((2 * d + 1, 2 * d + 1))
    Q[:d, :d] = -C.T
    Q[:d, d:-1] = C.T
    return Q
