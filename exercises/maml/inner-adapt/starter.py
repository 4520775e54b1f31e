import numpy as np


def inner_adapt(theta, grad_fn, alpha, steps):
    """Adapt the parameters theta to one task by gradient descent."""
    adapted = theta
    for _ in range(steps):
        # Ask grad_fn for the gradient, then move the parameters against it.
        pass
    return adapted
