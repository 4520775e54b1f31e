"""
# One task and one example after the other; ridge regression as least squares on d more examples.
"""

import math

import numpy as np


def remembered(X, y, tasks, variance):
    misfits = []
    for w in tasks:
        misfits.append(sum(float(target - x @ w) ** 2 for x, target in zip(X, y, strict=True)))
    best = min(misfits)
    total, guess = 0.0, np.zeros(tasks.shape[1])
    for w, misfit in zip(tasks, misfits, strict=True):
        chance = math.exp((best - misfit) / (2 * variance))
        total += chance
        guess += chance * w
    return guess / total


def learned(X, y, variance):
    d = X.shape[1]
    more = np.vstack([X, math.sqrt(variance) * np.eye(d)])
    return np.linalg.lstsq(more, np.concatenate([y, np.zeros(d)]), rcond=None)[0]
