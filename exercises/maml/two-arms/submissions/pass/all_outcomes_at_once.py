"""
# All outcomes of all tasks in one array, and probabilities that are differentiated as they stand.
"""

import numpy as np


def chances(theta):
    first = 0.5 * (1 + np.tanh(theta / 2))
    return np.stack([first, 1 - first], axis=-1)


def exact_gradient(theta, tasks, alpha):
    pi = chances(theta)
    turn = np.array([1.0, -1.0]) * pi[0] * pi[1]
    there = theta + alpha * tasks @ turn
    after = chances(there)
    curvature = tasks @ turn * (pi[1] - pi[0])
    slope = (tasks[:, 0] - tasks[:, 1]) * after[:, 0] * after[:, 1]
    return (after * tasks).sum(axis=1).mean(), ((1 + alpha * curvature) * slope).mean()


def sampled_gradient(theta, tasks, alpha):
    pi = chances(theta)
    spread = pi[0] * pi[1]
    scores = np.array([pi[1], -pi[0]])
    signs = np.array([1.0, -1.0])
    rates = alpha * signs / 2
    there = chances(theta + rates * scores[:, None])  # arm, reward, next arm
    paid = np.stack([tasks, 1 - tasks], axis=-1)  # task, arm, reward
    after = np.einsum("arb,kb->kar", there, tasks)
    gap = (tasks[:, 0] - tasks[:, 1])[:, None, None]
    slope = gap * there[:, :, 0] * there[:, :, 1] * (1 - rates * spread)
    value = (paid * after * pi[:, None]).sum() / len(tasks)
    turn = np.array([spread, -spread])[:, None]
    gradient = (paid * (after * turn + pi[:, None] * slope)).sum() / len(tasks)
    return value, gradient
