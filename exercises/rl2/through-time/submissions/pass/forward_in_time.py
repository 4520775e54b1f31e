"""
# The other way round: how each memory depends on the weights is carried forward, step by step.
"""

import numpy as np


def trial_gradient(W, U, V, xs, actions, adv):
    H = len(U)
    h, by_W, by_U = np.zeros(H), np.zeros((*W.shape, H)), np.zeros((H, H, H))
    d_W, d_U, d_V = np.zeros(W.shape), np.zeros(U.shape), np.zeros(V.shape)
    for x, action, weight in zip(xs, actions, adv, strict=True):
        new = np.tanh(x @ W + h @ U)
        slope = 1 - new**2
        by_W = (by_W @ U + x[:, None, None] * np.eye(H)) * slope
        by_U = (by_U @ U + h[:, None, None] * np.eye(H)) * slope
        h = new
        scores = np.exp(h @ V)
        d_logits = weight * ((np.arange(V.shape[1]) == action) - scores / scores.sum())
        d_h = V @ d_logits
        d_W, d_U, d_V = d_W + by_W @ d_h, d_U + by_U @ d_h, d_V + np.outer(h, d_logits)
    return d_W, d_U, d_V
