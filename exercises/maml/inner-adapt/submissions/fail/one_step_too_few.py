"""
check = "one_step"
feedback = "With steps = 1 the parameters did not move. Check that the loop runs exactly steps times and that the result of every update is kept."
"""


def inner_adapt(theta, grad_fn, alpha, steps):
    adapted = theta
    for _ in range(1, steps):
        adapted = adapted - alpha * grad_fn(adapted)
    return adapted
