import numpy as np


def probability(weights, x):
    return 1 / (1 + np.exp(-(x @ weights)))


def slope(weights, x, y):
    return x.T @ (probability(weights, x) - y) / len(y)


def curvature(weights, x):
    spread = probability(weights, x) * (1 - probability(weights, x))
    return (x.T * spread) @ x / len(x)


def meta_gradient(theta, tasks, alpha, steps):
    """Gradient of the mean query loss after some inner steps, with respect to the start."""
    total = np.zeros(len(theta))
    for support_x, support_y, query_x, query_y in tasks:
        weights = theta.copy()
        back = np.eye(len(theta))
        factor = np.eye(len(theta)) - alpha * curvature(weights, support_x)
        for _ in range(steps):
            back = back @ factor
            weights -= alpha * slope(weights, support_x, support_y)
        total += back @ slope(weights, query_x, query_y)
    return total / len(tasks)
