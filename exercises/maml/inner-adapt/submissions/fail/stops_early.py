"""
check = "small_gradients"
feedback = "You stop as soon as the gradient is small: {found} calls instead of {expected}. MAML takes exactly as many steps as it is told, since training goes through all of them."
forms = [
  ["1e-6", "1e-3"],
  ["1e-6", "1e-2"],
  ["np.linalg.norm(gradient) < 1e-6", "not np.any(gradient)"],
]
"""

import numpy as np


def inner_adapt(theta, grad_fn, alpha, steps):
    adapted = theta
    for _ in range(steps):
        gradient = grad_fn(adapted)
        if np.linalg.norm(gradient) < 1e-6:
            break
        adapted = adapted - alpha * gradient
    return adapted
