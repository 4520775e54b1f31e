import numpy as np


def averaging(X, y, query):
    """The answer of the mean of y_i x_i."""
    return 0.0


def least_squares(X, y, query):
    """The answer of the shortest weights that fit best."""
    return 0.0


def error_curve(answer, prompts):
    """Mean squared error over d, after 0, 1, ..., N examples."""
    X, w, query = prompts[0]
    return np.ones(len(X) + 1)
