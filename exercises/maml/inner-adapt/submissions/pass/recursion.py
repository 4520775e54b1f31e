"""
# One step, then the rest by recursion.
"""


def inner_adapt(theta, grad_fn, alpha, steps):
    if steps == 0:
        return theta
    return inner_adapt(theta - alpha * grad_fn(theta), grad_fn, alpha, steps - 1)
