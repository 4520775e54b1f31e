"""
# Row by row and number by number.
"""

import numpy as np


def predict_alone(model, xs, ys, xq):
    rows = []
    for point in xq:
        rows.append(model(xs, ys, np.array([point]))[0])
    return rows


def leaks(model, xs, ys, xq):
    together = model(xs, ys, xq)
    for row, alone in zip(together, predict_alone(model, xs, ys, xq), strict=True):
        for ours, theirs in zip(row, alone, strict=True):
            if not -1e-6 <= ours - theirs <= 1e-6:
                return True
    return False
