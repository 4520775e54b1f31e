"""
# Products of matrices in einsum; the loop calls itself with one iteration less.
"""

import numpy as np


def draw_prompts(rng, B, N, d):
    X, query, w = rng.normal(size=(B, N, d)), rng.normal(size=(B, d)), rng.normal(size=(B, d))
    return X, np.einsum("bnd,bd->bn", X, w), query, np.einsum("bd,bd->b", query, w)


def train(M, draw, slope, iterations, rate):
    if iterations == 0:
        return M
    moved = M - rate * slope(M, *draw())
    return train(moved, draw, slope, iterations - 1, rate * (iterations - 1) / iterations)
