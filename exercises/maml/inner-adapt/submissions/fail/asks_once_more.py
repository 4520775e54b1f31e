"""
check = "gradient_calls"
feedback = "You called grad_fn {found} times in 3 steps: the gradient after the last step is never used, so do not ask for it."
"""


def inner_adapt(theta, grad_fn, alpha, steps):
    adapted = theta
    gradient = grad_fn(adapted)
    for _ in range(steps):
        adapted = adapted - alpha * gradient
        gradient = grad_fn(adapted)
    return adapted
