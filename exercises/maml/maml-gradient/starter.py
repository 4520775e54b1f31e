import numpy as np


def maml_grad(theta, tasks, alpha, gradient, hvp):
    """Gradient of the mean query loss after an inner step, with respect to theta."""
    total = np.zeros(theta.shape)
    for xs, ys, xq, yq in tasks:
        # Step on the support set, look at the query set, and carry its gradient back.
        total += np.zeros(theta.shape)
    return total / len(tasks)
