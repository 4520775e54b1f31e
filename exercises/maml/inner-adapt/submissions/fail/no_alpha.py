"""
check = "one_step"
feedback = "Your step has the length of the whole gradient. Scale it by alpha: without it you jump over the valley wherever it is steep."
"""


def inner_adapt(theta, grad_fn, alpha, steps):
    adapted = theta
    for _ in range(steps):
        adapted = adapted - grad_fn(adapted)
    return adapted
