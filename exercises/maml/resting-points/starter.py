import numpy as np


def pulls(a, alpha, k):
    """How hard each task pulls in joint training, FOMAML, MAML and Reptile."""
    return np.zeros((4, len(a)))


def resting_point(weights, c):
    """Where the pulls cancel, and whether that place pulls theta in."""
    return 0.0, False
