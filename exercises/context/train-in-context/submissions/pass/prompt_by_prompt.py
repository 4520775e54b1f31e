"""
# Loops over the prompts and over their examples.
"""

import numpy as np


def draw_prompts(rng, B, N, d):
    X, y = np.zeros((B, N, d)), np.zeros((B, N))
    query, target = np.zeros((B, d)), np.zeros(B)
    for b in range(B):
        w = rng.normal(size=d)
        for n in range(N):
            X[b, n] = rng.normal(size=d)
            y[b, n] = np.dot(w, X[b, n])
        query[b] = rng.normal(size=d)
        target[b] = np.dot(w, query[b])
    return X, y, query, target


def train(M, draw, slope, iterations, rate):
    left = iterations
    while left > 0:
        X, y, query, target = draw()
        M = M - rate * left / iterations * slope(M, X, y, query, target)
        left -= 1
    return M
