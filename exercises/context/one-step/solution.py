import numpy as np


def attend(tokens, M):
    """Linear attention of the query to the examples:  1/N sum_i y_i (x_i . M x_q).

    Args:
        tokens: float[T, D], rows (x_i, y_i); the last is the query, whose own target is not read.
        M: float[d, d], what keys and queries are compared with.

    Returns:
        The answer; 0 if there are no examples.
    """
    x, y = tokens[:-1, :-1], tokens[:-1, -1]
    scores = x @ M @ tokens[-1, :-1]
    return np.sum(y * scores) / max(len(y), 1)


def step_matrix(d, eta):
    """The M with which attend answers as one gradient step of size eta from w = 0 does.

    Args:
        d: entries of an input.
        eta: step size on the mean of half the squared errors.

    Returns:
        float[d, d].
    """
    return eta * np.eye(d)
