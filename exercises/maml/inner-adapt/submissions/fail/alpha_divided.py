"""
check = "three_steps"
feedback = "You share alpha out among the steps. Each step has the full size alpha, however many there are."
"""


def inner_adapt(theta, grad_fn, alpha, steps):
    adapted = theta
    for _ in range(steps):
        adapted = adapted - alpha / steps * grad_fn(adapted)
    return adapted
