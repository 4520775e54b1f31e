"""
check = "three_steps"
feedback = "Only one step is taken, however many are asked for. Does return stand inside the loop?"
"""


def inner_adapt(theta, grad_fn, alpha, steps):
    adapted = theta
    for _ in range(steps):
        adapted = adapted - alpha * grad_fn(adapted)
        return adapted
    return adapted
