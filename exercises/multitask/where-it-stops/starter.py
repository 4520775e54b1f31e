import numpy as np

from metarl.multitask import pcgrad


def equal_say(G):
    """Mean of the tasks' directions, as long as their gradients are on average."""
    return np.zeros(G.shape[1])


def descend(x0, gradients, combine, rate, steps):
    """The place after so many steps against the combined gradients."""
    x = x0
    return x
