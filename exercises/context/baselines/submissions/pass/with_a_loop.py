"""
# Loops in the averages; the fit comes from np.linalg.lstsq.
"""

import numpy as np


def averaging(X, y, query):
    total = 0.0
    for x, target in zip(X, y, strict=True):
        total += target * sum(a * b for a, b in zip(x, query, strict=True))
    return total / len(y) if len(y) else 0.0


def least_squares(X, y, query):
    if len(y) == 0:
        return 0.0
    weights, *_ = np.linalg.lstsq(X, y, rcond=None)
    return float(weights @ query)


def error_curve(answer, prompts):
    curve = []
    for k in range(len(prompts[0][0]) + 1):
        errors = []
        for X, w, query in prompts:
            y = [float(x @ w) for x in X[:k]]
            errors.append((answer(X[:k], np.array(y), query) - w @ query) ** 2 / len(w))
        curve.append(sum(errors) / len(errors))
    return curve
