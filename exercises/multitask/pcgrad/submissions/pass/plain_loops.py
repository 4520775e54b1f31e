"""
# Loops over Python numbers; the others are shuffled in place.
"""

import math

import numpy as np


def conflict(G):
    n_tasks = len(G)
    cosines = np.zeros((n_tasks, n_tasks))
    for i in range(n_tasks):
        for j in range(n_tasks):
            lengths = math.sqrt(sum(G[i] ** 2)) * math.sqrt(sum(G[j] ** 2))
            if lengths > 0:
                cosines[i, j] = sum(G[i] * G[j]) / lengths
    return cosines


def pcgrad(G, rng):
    total = [0.0] * len(G[0])
    for i, row in enumerate(G):
        g = [float(value) for value in row]
        others = [j for j in range(len(G)) if j != i]
        rng.shuffle(others)
        for j in others:
            dot = sum(a * b for a, b in zip(g, G[j]))
            if dot >= 0:
                continue
            square = sum(b * b for b in G[j])
            g = [a - dot / square * b for a, b in zip(g, G[j])]
        total = [a + b for a, b in zip(total, g)]
    return np.array(total)
