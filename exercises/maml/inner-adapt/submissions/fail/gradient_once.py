"""
check = "three_steps"
feedback = "All your steps use the gradient at the initial parameters. The slope changes as you move: ask grad_fn again at the newest parameters in every step."
"""


def inner_adapt(theta, grad_fn, alpha, steps):
    gradient = grad_fn(theta)
    adapted = theta.copy()
    for _ in range(steps):
        adapted = adapted - alpha * gradient
    return adapted
