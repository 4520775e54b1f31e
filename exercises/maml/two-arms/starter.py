import numpy as np


def exact_gradient(theta, tasks, alpha):
    """Mean return after an exact policy-gradient step, and its derivative."""
    value, gradient = 0.0, 0.0
    return value, gradient


def sampled_gradient(theta, tasks, alpha):
    """Mean return after a step from one pull, over all that may happen, and its derivative."""
    value, gradient = 0.0, 0.0
    return value, gradient
