import numpy as np


def support_query_split(x, y, K, rng):
    """Inputs and targets of the support set, then of the query set."""
    # Which points go where should be up to rng.
    support = np.arange(K)
    query = np.arange(len(x))
    return x[support], y[support], x[query], y[query]
