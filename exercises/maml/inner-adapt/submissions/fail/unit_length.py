"""
check = "one_step"
feedback = "You scale the gradient to length 1 before the step. Plain gradient descent uses it with the length it has."
"""

import numpy as np


def inner_adapt(theta, grad_fn, alpha, steps):
    adapted = theta
    for _ in range(steps):
        gradient = grad_fn(adapted)
        adapted = adapted - alpha * gradient / np.linalg.norm(gradient)
    return adapted
