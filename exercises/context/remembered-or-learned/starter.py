import numpy as np


def remembered(X, y, tasks, variance):
    """The best guess of the weights if they must be those of a training task."""
    # So far the mean of all tasks, whatever the prompt says.
    return tasks.mean(axis=0)


def learned(X, y, variance):
    """The best guess of the weights if they may be any, drawn from N(0, I)."""
    return np.zeros(X.shape[1])
