"""
# What all tasks have in common left out of the misfit; logarithms of the chances; an inverse.
"""

import numpy as np


def remembered(X, y, tasks, variance):
    moments, products = X.T @ X, X.T @ y
    misfit = np.einsum("md,de,me->m", tasks, moments, tasks) - 2 * tasks @ products
    logs = -misfit / (2 * variance)
    logs = logs - np.logaddexp.reduce(logs)
    return (np.exp(logs)[:, None] * tasks).sum(axis=0)


def learned(X, y, variance):
    precision = np.eye(X.shape[1]) + X.T @ X / variance
    return np.linalg.inv(precision) @ (X.T @ y) / variance
