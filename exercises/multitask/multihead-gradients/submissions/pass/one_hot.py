"""
# One-hot rows pick the heads, and the same rows, transposed, add up what belongs to each.
"""

import numpy as np


def multihead_grads(W, V, x, y, task):
    identity = np.eye(len(V))[task]
    features = np.tanh(x @ W)
    errors = np.einsum("nh,nk,kh->n", features, identity, V) - y
    back = errors[:, None] * (identity @ V) * (1.0 - features * features)
    return x.T @ back, identity.T @ (errors[:, None] * features)
