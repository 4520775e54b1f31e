import numpy as np


def maml_grad_ksteps(theta, gradient, hvp, query_gradient, alpha, k):
    """Gradient of the query loss after k inner steps, with respect to theta."""
    path = [theta]
    for _ in range(k):
        path.append(path[-1])  # Take a step from here.
    # Carry the query gradient back, one step after the other.
    return np.zeros_like(theta)
