"""
check = "zero_steps"
feedback = "You return every point on the way, one row each. Only the last one, the adapted parameters, is asked for."
"""

import numpy as np


def inner_adapt(theta, grad_fn, alpha, steps):
    path = [theta]
    for _ in range(steps):
        path.append(path[-1] - alpha * grad_fn(path[-1]))
    return np.array(path)
