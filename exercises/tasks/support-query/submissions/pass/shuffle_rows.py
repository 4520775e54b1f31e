# Glues inputs and targets together, so that one shuffle moves both.
import numpy as np


def support_query_split(x, y, K, rng):
    rows = rng.permutation(np.hstack([x, y]), axis=0)
    support, query = np.split(rows, [K])
    return support[:, :-1], support[:, -1:], query[:, :-1], query[:, -1:]
