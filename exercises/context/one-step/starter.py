import numpy as np


def attend(tokens, M):
    """The answer to the query, which is the last token."""
    return 0.0


def step_matrix(d, eta):
    """The M with which attend answers as one gradient step of size eta does."""
    return np.zeros((d, d))
