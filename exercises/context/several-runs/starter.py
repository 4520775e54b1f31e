import numpy as np


def iqm(scores):
    """Mean of the middle half of all scores."""
    # So far the mean of all of them.
    return scores.mean()


def bootstrap_interval(scores, repeats, rng):
    """95 % interval of the IQM, from runs drawn again within each task."""
    # So far no interval at all.
    return np.array([iqm(scores), iqm(scores)])
