"""
# No loop: a fold over the steps.
"""

from functools import reduce


def inner_adapt(theta, grad_fn, alpha, steps):
    return reduce(lambda point, _: point - alpha * grad_fn(point), range(steps), theta)
