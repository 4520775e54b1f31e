"""
# Python numbers, one entry after the other.
"""

import numpy as np

from metarl.multitask import pcgrad


def equal_say(G):
    tasks, parameters = G.shape
    total_length = 0.0
    total = [0.0] * parameters
    for g in G:
        length = sum(value * value for value in g) ** 0.5
        total_length += length
        if length == 0:
            continue
        for p in range(parameters):
            total[p] += g[p] / length
    return np.array([total_length * value / tasks / tasks for value in total])


def descend(x0, gradients, combine, rate, steps):
    place = [float(value) for value in x0]
    done = 0
    while done < steps:
        direction = combine(gradients(np.array(place)))
        place = [value - rate * change for value, change in zip(place, direction, strict=True)]
        done += 1
    return np.array(place)
