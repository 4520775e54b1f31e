# A loop that takes one point after another out of a hat.
import numpy as np


def support_query_split(x, y, K, rng):
    left = list(range(len(x)))
    taken = []
    for _ in range(K):
        taken.append(left.pop(rng.integers(len(left))))
    xs, ys = [x[i] for i in taken], [y[i] for i in taken]
    xq, yq = [x[i] for i in left], [y[i] for i in left]
    return np.array(xs), np.array(ys), np.array(xq), np.array(yq)
