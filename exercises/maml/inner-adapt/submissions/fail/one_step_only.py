"""
check = "zero_steps"
feedback = "You take exactly one step, whatever steps says. Repeat it steps times, and not at all when steps is 0."
"""


def inner_adapt(theta, grad_fn, alpha, steps):
    return theta - alpha * grad_fn(theta)
