"""
# Reptile's row by taking the steps; the point by solving for the place where the pulls cancel.
"""

import numpy as np


def pulls(a, alpha, k):
    slope = a.copy()
    after = slope * (1 - alpha * a)
    back = after - alpha * a * after
    distance = np.ones(len(a))
    for _ in range(k):
        distance = distance - alpha * a * distance
    return np.stack([slope, after, back, 1 - distance])


def resting_point(weights, c):
    matrix, right = weights.sum(), weights.dot(c)
    attracts = bool(matrix > 0)
    return (right / matrix if matrix != 0 else float("nan")), attracts
