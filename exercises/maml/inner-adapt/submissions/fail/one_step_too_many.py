"""
check = "zero_steps"
feedback = "With steps = 0 you still moved. Take exactly steps steps: none at all when steps is 0."
"""


def inner_adapt(theta, grad_fn, alpha, steps):
    adapted = theta - alpha * grad_fn(theta)
    for _ in range(steps):
        adapted = adapted - alpha * grad_fn(adapted)
    return adapted
