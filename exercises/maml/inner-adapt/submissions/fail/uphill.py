"""
check = "one_step"
feedback = "You went uphill: the gradient points to where the loss grows, so subtract it."
"""


def inner_adapt(theta, grad_fn, alpha, steps):
    adapted = theta
    for _ in range(steps):
        adapted = adapted + alpha * grad_fn(adapted)
    return adapted
