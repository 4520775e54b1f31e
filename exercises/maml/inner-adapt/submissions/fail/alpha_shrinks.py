"""
check = "three_steps"
feedback = "Your step size shrinks from step to step. MAML's inner loop keeps alpha fixed."
"""


def inner_adapt(theta, grad_fn, alpha, steps):
    adapted = theta
    for k in range(steps):
        adapted = adapted - alpha / (k + 1) * grad_fn(adapted)
    return adapted
