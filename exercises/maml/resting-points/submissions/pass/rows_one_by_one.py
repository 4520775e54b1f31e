"""
# Loops over tasks and steps, on Python numbers.
"""

import math

import numpy as np


def pulls(a, alpha, k):
    weights = np.empty((4, len(a)))
    for task, curvature in enumerate(a):
        left = 1 - alpha * curvature
        gone = 0.0
        distance = 1.0
        for _ in range(k):
            step = alpha * curvature * distance
            gone += step
            distance -= step
        weights[:, task] = curvature, curvature * left, curvature * left * left, gone
    return weights


def resting_point(weights, c):
    total = sum(float(weight) for weight in weights)
    if total == 0:
        return math.nan, False
    pull = 0.0
    for weight, minimum in zip(weights, c, strict=True):
        pull += weight * minimum
    return pull / total, total > 0
