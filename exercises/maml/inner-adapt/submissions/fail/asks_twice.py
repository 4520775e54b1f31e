"""
check = "gradient_calls"
feedback = "You called grad_fn {found} times in 3 steps. Each call costs data from the task: call it once per step and keep the result."
"""

import numpy as np


def inner_adapt(theta, grad_fn, alpha, steps):
    adapted = theta
    for _ in range(steps):
        if np.all(np.isfinite(grad_fn(adapted))):
            adapted = adapted - alpha * grad_fn(adapted)
    return adapted
