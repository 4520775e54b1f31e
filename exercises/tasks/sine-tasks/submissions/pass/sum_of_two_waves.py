# The wave as a sum of a sine and a cosine, by the addition theorem: a linear model with two weights.
import numpy as np


def sample_task(rng):
    phase = rng.uniform(0, np.pi)
    return float(rng.uniform(0.1, 5)), float(phase)


def sample_points(task, K, rng):
    amplitude, phase = task
    x = rng.random((K, 1)) * 10 - 5
    weights = amplitude * np.array([[np.cos(phase)], [-np.sin(phase)]])
    return x, np.concatenate([np.sin(x), np.cos(x)], axis=1) @ weights
