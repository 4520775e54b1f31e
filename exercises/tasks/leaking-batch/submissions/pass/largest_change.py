"""
# The largest change decides; NaN is made infinite first.
"""

import numpy as np


def predict_alone(model, xs, ys, xq):
    return np.vstack([model(xs, ys, point[None, :]) for point in xq])


def leaks(model, xs, ys, xq):
    change = np.abs(predict_alone(model, xs, ys, xq) - model(xs, ys, xq))
    return bool(np.where(np.isnan(change), np.inf, change).max() > 1e-6)
