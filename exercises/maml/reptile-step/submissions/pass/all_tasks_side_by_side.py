"""
# A row for each task; all of them take a step at the same time.
"""

import numpy as np


def reptile_step(theta, grad_fns, alpha, k, epsilon):
    rows = np.tile(theta, (len(grad_fns), 1))
    for _ in range(k):
        slopes = [grad_fn(row) for grad_fn, row in zip(grad_fns, rows, strict=True)]
        rows = rows - alpha * np.stack(slopes)
    return theta + epsilon * (rows - theta).mean(axis=0)
