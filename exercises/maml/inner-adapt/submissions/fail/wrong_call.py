"""
check = "one_step"
feedback = "You hand grad_fn a second argument. grad_fn is a function of one argument: call it with the newest parameters and nothing else, because the task's data are already inside it."
"""


def inner_adapt(theta, grad_fn, alpha, steps):
    adapted = theta
    for _ in range(steps):
        adapted = adapted - alpha * grad_fn(adapted, alpha)
    return adapted
