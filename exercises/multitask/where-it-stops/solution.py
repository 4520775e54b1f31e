import numpy as np

from metarl.multitask import pcgrad


def equal_say(G):
    """Mean of the tasks' directions, as long as their gradients are on average.

    Args:
        G: float[K, P], one gradient per task; left as it is.

    Returns:
        float[P]; a zero gradient has no direction and counts as zero.
    """
    lengths = np.sqrt((G * G).sum(axis=1))
    units = np.zeros(G.shape)
    for i, length in enumerate(lengths):
        if length > 0:
            units[i] = G[i] / length
    return lengths.mean() * units.mean(axis=0)


def descend(x0, gradients, combine, rate, steps):
    """Steps against one direction made of several gradients:  x <- x - rate combine(G(x)).

    Args:
        x0: float[P], where to start; left as it is.
        gradients: from a place float[P] to the gradients there, float[K, P].
        combine: from gradients float[K, P] to a direction float[P].
        rate: what each direction is multiplied by.
        steps: how many, 0 or more.

    Returns:
        float[P], the place after the last step.
    """
    x = x0
    for _ in range(steps):
        x = x - rate * combine(gradients(x))
    return x
