"""
# Keeps every place of the way and returns the last one; the directions come from a matrix product.
"""

import numpy as np

from metarl.multitask import pcgrad


def equal_say(G):
    lengths = np.sqrt(np.diag(G @ G.T))
    shares = np.divide(1.0, lengths, out=np.zeros(len(G)), where=lengths > 0)
    return lengths.sum() * (shares @ G) / len(G) ** 2


def descend(x0, gradients, combine, rate, steps):
    path = [np.array(x0, dtype=float)]
    for n in range(steps):
        path.append(path[n] - rate * combine(gradients(path[n])))
    return path[-1]
