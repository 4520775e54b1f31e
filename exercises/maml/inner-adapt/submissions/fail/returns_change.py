"""
check = "zero_steps"
feedback = "You return how far the parameters moved. The adapted parameters are asked for: the initial ones plus that change."
"""

import numpy as np


def inner_adapt(theta, grad_fn, alpha, steps):
    change = np.zeros_like(theta)
    for _ in range(steps):
        change = change - alpha * grad_fn(theta + change)
    return change
