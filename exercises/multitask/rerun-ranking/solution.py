import numpy as np


def ahead(scores, margin):
    """Who is ahead of whom: entry [i, j] says it of i and j, bool[M, M]."""
    return np.subtract.outer(scores, scores) > margin


def ranking(scores, margin):
    """The place of each method: 1, and one more for every method ahead of it.

    Args:
        scores: float[M], higher is better.
        margin: a lead up to this counts as none, >= 0.

    Returns:
        int[M].
    """
    return 1 + ahead(scores, margin).sum(axis=0)


def inversions(first, second, margin):
    """The number of pairs in which one method is ahead first, and the other afterwards.

    Args:
        first: float[M], scores of the methods.
        second: float[M], other scores of the same methods.
        margin: a lead up to this counts as none, >= 0.

    Returns:
        int.
    """
    return (ahead(first, margin) & ahead(second, margin).T).sum()
