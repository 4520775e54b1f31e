"""
check = "one_step"
feedback = "You use only the sign of the gradient. Its size counts too: the steeper direction has to move further."
"""

import numpy as np


def inner_adapt(theta, grad_fn, alpha, steps):
    adapted = theta
    for _ in range(steps):
        adapted = adapted - alpha * np.sign(grad_fn(adapted))
    return adapted
