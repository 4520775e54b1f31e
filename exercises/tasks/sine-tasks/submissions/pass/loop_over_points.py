# A loop over the points, with Python's own sine, and the targets computed one by one.
import math

import numpy as np


def sample_task(rng):
    amplitude = 0.1 + 4.9 * rng.random()
    phase = math.pi * rng.random()
    return amplitude, phase


def sample_points(task, K, rng):
    xs, ys = [], []
    for _ in range(K):
        x = 10 * rng.random() - 5
        xs.append([x])
        ys.append([task[0] * math.sin(x - task[1])])
    return np.array(xs), np.array(ys)
