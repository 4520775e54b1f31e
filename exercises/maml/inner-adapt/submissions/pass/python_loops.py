"""
# Loops over steps and over parameters, on plain Python numbers.
"""

import numpy as np


def inner_adapt(theta, grad_fn, alpha, steps):
    point = [float(value) for value in theta]
    for _ in range(steps):
        gradient = grad_fn(np.array(point))
        moved = []
        for value, slope in zip(point, gradient):
            moved.append(value - alpha * slope)
        point = moved
    return np.array(point)
