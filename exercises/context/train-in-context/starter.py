import numpy as np


def draw_prompts(rng, B, N, d):
    """Inputs, targets, queries and the queries' targets of B prompts, each with new weights."""
    X, query = rng.normal(size=(B, N, d)), rng.normal(size=(B, d))
    # Each prompt needs weights, which give all of its targets.
    return X, np.zeros((B, N)), query, np.zeros(B)


def train(M, draw, slope, iterations, rate):
    """Stochastic gradient descent on new prompts, with a rate that falls to 0."""
    for t in range(iterations):
        prompts = draw()
        # Move M down the slope.
    return M
