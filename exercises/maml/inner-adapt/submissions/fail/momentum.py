"""
check = "three_steps"
feedback = "Your steps carry momentum from the ones before. Plain gradient descent uses the newest gradient only."
forms = [
  ["0.9 *", "0.5 *"],
  ["0.9 * velocity", "velocity"],
]
"""

import numpy as np


def inner_adapt(theta, grad_fn, alpha, steps):
    adapted = theta
    velocity = np.zeros_like(theta)
    for _ in range(steps):
        velocity = 0.9 * velocity + grad_fn(adapted)
        adapted = adapted - alpha * velocity
    return adapted
