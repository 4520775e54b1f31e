"""
check = "tilted_bowl"
feedback = "You clip large gradients. That is a sensible guard in training, but another algorithm: the inner step uses the gradient as it is."
forms = [
  ["-10.0, 10.0", "-20.0, 20.0"],
]
"""

import numpy as np


def inner_adapt(theta, grad_fn, alpha, steps):
    adapted = theta
    for _ in range(steps):
        adapted = adapted - alpha * np.clip(grad_fn(adapted), -10.0, 10.0)
    return adapted
