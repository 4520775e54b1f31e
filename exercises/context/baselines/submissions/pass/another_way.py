"""
# The weights first, as a running mean; whole curves, one for each prompt.
"""

import numpy as np


def averaging(X, y, query):
    weights = np.zeros(len(query))
    for number, (x, target) in enumerate(zip(X, y, strict=True), start=1):
        weights += (target * x - weights) / number
    return weights @ query


def least_squares(X, y, query):
    return (y @ np.linalg.pinv(X).T * query).sum()


def error_curve(answer, prompts):
    curves = []
    for X, w, query in prompts:
        y = X @ w
        answers = [answer(X[:k].copy(), y[:k].copy(), query) for k in range(len(y) + 1)]
        curves.append(np.square(np.array(answers) - query @ w) / len(query))
    return np.mean(curves, axis=0)
