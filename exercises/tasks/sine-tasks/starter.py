import numpy as np


def sample_task(rng):
    """A new task: amplitude and phase of a sine wave."""
    amplitude, phase = 1.0, 0.0  # draw both from rng
    return amplitude, phase


def sample_points(task, K, rng):
    """Inputs float[K, 1] and targets float[K, 1] of one task."""
    amplitude, phase = task
    x = rng.uniform(-5.0, 5.0, size=(K, 1))
    y = np.zeros((K, 1))  # the values of the wave at x
    return x, y
