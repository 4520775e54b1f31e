import numpy as np


def query_errors(x, y, n_support, repeats, rng):
    """Error on the query set of each of several random splits of one task."""
    errors = []
    order = [*range(len(x))]
    for _ in range(repeats):
        order = rng.permutation(order)
        support, query = order[:n_support], order[n_support:]
        distances = np.abs(np.subtract.outer(x[query], x[support]))
        guesses = y[support][distances.argmin(axis=1)]
        errors.append(np.mean((guesses - y[query]) ** 2))
    return errors
