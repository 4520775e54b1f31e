import numpy as np


def meta_gradients(theta, A, c, alpha):
    """Gradients of a quadratic loss: before the inner step, after it, and through it."""
    joint = np.zeros_like(theta)
    first_order = np.zeros_like(theta)
    full = np.zeros_like(theta)
    # Fill in the three.
    return joint, first_order, full
