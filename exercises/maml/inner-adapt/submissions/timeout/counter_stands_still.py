"""
feedback = "Your code was still running after 5 s and was stopped. Look for a loop that never ends."
"""


def inner_adapt(theta, grad_fn, alpha, steps):
    k = 0
    while k < steps:
        theta = theta - alpha * grad_fn(theta)
    return theta
