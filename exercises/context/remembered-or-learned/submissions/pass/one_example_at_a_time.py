"""
# Beliefs that are brought up to date after each example, of both kinds.
"""

import numpy as np


def remembered(X, y, tasks, variance):
    logs = np.zeros(len(tasks))
    for x, target in zip(X, y, strict=True):
        logs -= (target - tasks @ x) ** 2 / (2 * variance)
        logs -= logs.max()
    chances = np.exp(logs)
    return np.average(tasks, axis=0, weights=chances)


def learned(X, y, variance):
    mean, covariance = np.zeros(X.shape[1]), np.eye(X.shape[1])
    for x, target in zip(X, y, strict=True):
        gain = covariance @ x / (x @ covariance @ x + variance)
        mean = mean + gain * (target - x @ mean)
        covariance = covariance - np.outer(gain, x @ covariance)
    return mean
