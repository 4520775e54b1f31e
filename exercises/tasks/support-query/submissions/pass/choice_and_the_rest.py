# Draws the support places without replacement, and finds the others with a mask.
import numpy as np


def support_query_split(x, y, K, rng):
    chosen = np.zeros(len(x), dtype=bool)
    chosen[rng.choice(len(x), size=K, replace=False)] = True
    return x[chosen], y[chosen], x[~chosen], y[~chosen]
