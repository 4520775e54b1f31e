"""
check = "one_step"
feedback = "Every parameter moved by the same amount. Each has its own entry of the gradient: do not average over them."
"""


def inner_adapt(theta, grad_fn, alpha, steps):
    adapted = theta
    for _ in range(steps):
        adapted = adapted - alpha * grad_fn(adapted).mean()
    return adapted
