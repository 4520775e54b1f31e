"""
# Adds up the gradients along each way instead of keeping its end.
"""


def reptile_step(theta, grad_fns, alpha, k, epsilon):
    total = 0.0 * theta
    for grad_fn in grad_fns:
        place = theta.copy()
        for _ in range(k):
            step = alpha * grad_fn(place)
            place -= step
            total += step
    return theta - epsilon * total / len(grad_fns)
