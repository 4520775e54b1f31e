"""
# No loop over the tasks, and a copy of the start that each step changes in place.
"""

import numpy as np

from metarl.multitask import pcgrad


def equal_say(G):
    lengths = np.linalg.norm(G, axis=1, keepdims=True)
    units = G / np.where(lengths > 0, lengths, 1.0)
    return lengths.mean() * units.mean(axis=0)


def descend(x0, gradients, combine, rate, steps):
    x = x0.copy()
    for _ in range(steps):
        x -= rate * combine(gradients(x))
    return x
