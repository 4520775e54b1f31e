"""
check = "gradient_unchanged"
feedback = "Your code changed the array that grad_fn gave you, as *= does. It belongs to the task, which may hand it out again: write alpha * gradient, which makes a new array."
"""


def inner_adapt(theta, grad_fn, alpha, steps):
    adapted = theta
    for _ in range(steps):
        gradient = grad_fn(adapted)
        gradient *= alpha
        adapted = adapted - gradient
    return adapted
