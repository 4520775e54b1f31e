"""
check = "one_step"
feedback = "alpha is applied twice, so your step has the size alpha squared and is far too short. Multiply the gradient by alpha once."
"""


def inner_adapt(theta, grad_fn, alpha, steps):
    adapted = theta
    for _ in range(steps):
        update = alpha * grad_fn(adapted)
        adapted = adapted - alpha * update
    return adapted
