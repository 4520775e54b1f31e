"""
# Heads and offsets as one table: a constant feature 1 has the offset as its weight.
"""

import numpy as np


def track(mu, nu, i, target, beta):
    moments = np.stack([mu, nu])
    moments[:, i] = (1 - beta) * moments[:, i] + beta * np.array([target, target**2])
    spread = moments[1] - moments[0] ** 2
    return moments[0], moments[1], np.maximum(np.sqrt(np.maximum(spread, 0.0)), 1e-4)


def rescale(W, b, old, new):
    table = np.column_stack([W, b])
    table = np.diag(old[1]) @ table
    table[:, -1] += old[0] - new[0]
    table = np.linalg.inv(np.diag(new[1])) @ table
    return table[:, :-1], table[:, -1]
