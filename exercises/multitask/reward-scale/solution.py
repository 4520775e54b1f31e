import numpy as np


def gradient_shares(G):
    """Each task's share of the squared lengths of all gradients.

    Args:
        G: float[K, P], one gradient per task.

    Returns:
        float[K], with sum 1; all 0 if every gradient is zero.
    """
    squares = (G * G).sum(axis=1)
    total = squares.sum()
    return squares / total if total > 0 else squares


def normalise(returns, task):
    """Returns in units of their own task: its mean 0, its standard deviation 1.

    Args:
        returns: float[N], of episodes of all tasks, in any order.
        task: int[N], which task each of them is from.

    Returns:
        float[N], in the same order; 0 where all returns of a task are equal.
    """
    result = np.zeros(len(returns))
    for i in np.unique(task):
        own = returns[task == i]
        if own.max() > own.min():
            result[task == i] = (own - own.mean()) / own.std()
    return result
