"""
# Vectorised: the query is drawn as one input more, and the rates are listed first.
"""

import numpy as np


def draw_prompts(rng, B, N, d):
    w = rng.standard_normal((B, d, 1))
    inputs = rng.standard_normal((B, N + 1, d))
    targets = (inputs @ w)[:, :, 0]
    return inputs[:, :N], targets[:, :N], inputs[:, N], targets[:, N]


def train(M, draw, slope, iterations, rate):
    M = M.copy()
    for eta in np.linspace(rate, 0.0, iterations, endpoint=False):
        M -= eta * slope(M, *draw())
    return M
