# Gives every point a random key: the points with the K smallest keys are the support set.
import numpy as np


def support_query_split(x, y, K, rng):
    order = np.argsort(rng.random(len(x)))
    parts = np.array_split(order, [K])
    return tuple(array[places] for places in parts for array in (x, y))
