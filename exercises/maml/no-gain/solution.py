import numpy as np


def query_losses(theta, tasks, alpha, steps):
    """Mean loss on the query sets before and after some inner steps, each task from theta.

    A task's model is x @ weights, and its loss is half the mean squared error.
    """
    before, after = [], []
    for support_x, support_y, query_x, query_y in tasks:
        weights = theta.copy()
        output = query_x @ weights
        before.append(np.mean((output - query_y) ** 2) / 2)
        for _ in range(steps):
            error = support_x @ weights - support_y
            weights -= alpha * support_x.T @ error / len(error)
        output = query_x @ weights  # of the adapted weights
        after.append(np.mean((output - query_y) ** 2) / 2)
    return np.mean(before), np.mean(after)
