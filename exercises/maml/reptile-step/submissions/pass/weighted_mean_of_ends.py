"""
# The new start as a weighted mean of the old one and the mean of the ends.
"""

import numpy as np


def adapted(theta, grad_fn, alpha, steps):
    if steps == 0:
        return theta
    return adapted(theta - alpha * grad_fn(theta), grad_fn, alpha, steps - 1)


def reptile_step(theta, grad_fns, alpha, k, epsilon):
    ends = np.array([adapted(theta, grad_fn, alpha, k) for grad_fn in grad_fns])
    return (1 - epsilon) * theta + epsilon * ends.mean(axis=0)
