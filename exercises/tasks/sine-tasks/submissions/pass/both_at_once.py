# One call draws amplitude and phase, since uniform takes arrays of limits; the inputs get their second axis later.
import numpy as np


def sample_task(rng):
    return rng.uniform([0.1, 0.0], [5.0, np.pi])


def sample_points(task, K, rng):
    x = rng.uniform(-5, 5, K)[:, np.newaxis]
    y = task[0] * np.sin(x - task[1])
    return x, y
