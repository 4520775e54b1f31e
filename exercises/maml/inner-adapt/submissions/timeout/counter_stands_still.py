"""
feedback = "Your code was still running after 5 s and was stopped, in the loop that begins on line 8. Look for what should end this loop and never does, or for far too many rounds."
"""


def inner_adapt(theta, grad_fn, alpha, steps):
    k = 0
    while k < steps:
        theta = theta - alpha * grad_fn(theta)
    return theta
