"""
check = "zero_steps"
feedback = "Your function returns None: it computes the adapted parameters and forgets to return them."
"""


def inner_adapt(theta, grad_fn, alpha, steps):
    adapted = theta
    for _ in range(steps):
        adapted = adapted - alpha * grad_fn(adapted)
