import numpy as np


def draw_prompts(rng, B, N, d):
    """Prompts of linear tasks, each with weights of its own.

    Args:
        rng: where all chance comes from.
        B: number of prompts.
        N: examples in each prompt.
        d: entries of an input.

    Returns:
        float[B, N, d] inputs, float[B, N] targets, float[B, d] queries, and float[B], the
        queries' targets.
    """
    w, query = rng.normal(size=(2, B, d))
    X = rng.normal(size=(B, N, d))
    return X, np.sum(X * w[:, None], axis=2), query, np.sum(query * w, axis=1)


def train(M, draw, slope, iterations, rate):
    """Stochastic gradient descent on new prompts, with a rate that falls to 0.

    Args:
        M: float[d, d], the initial matrix.
        draw: of nothing; new prompts.
        slope: of (M, X, y, query, target); float[d, d].
        iterations: their number T, 0 or more.
        rate: the rate of the first iteration.

    Returns:
        float[d, d], the matrix after T iterations.
    """
    for t in range(iterations):
        M = M - rate * (1 - t / iterations) * slope(M, *draw())
    return M
