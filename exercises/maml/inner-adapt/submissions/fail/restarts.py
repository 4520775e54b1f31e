"""
check = "three_steps"
feedback = "Every step starts again from the initial parameters, so only the last one counts. Subtract the step from the newest parameters."
"""


def inner_adapt(theta, grad_fn, alpha, steps):
    adapted = theta
    for _ in range(steps):
        adapted = theta - alpha * grad_fn(adapted)
    return adapted
