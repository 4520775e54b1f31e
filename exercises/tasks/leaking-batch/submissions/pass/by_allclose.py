"""
# NumPy's comparison, with an absolute limit only.
"""

import numpy as np


def predict_alone(model, xs, ys, xq):
    first = model(xs, ys, xq[:1])
    found = np.zeros((len(xq), first.shape[1]))
    for i, point in enumerate(xq):
        found[i] = model(xs, ys, point.reshape(1, -1))
    return found


def leaks(model, xs, ys, xq):
    return not np.allclose(model(xs, ys, xq), predict_alone(model, xs, ys, xq), rtol=0, atol=1e-6)
