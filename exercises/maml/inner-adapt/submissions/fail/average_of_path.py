r"""
check = "three_steps"
feedback = "You return the average of the points on the way. Adaptation ends at the last point."
"""


def inner_adapt(theta, grad_fn, alpha, steps):
    adapted = theta
    total = theta * 0.0
    for _ in range(steps):
        adapted = adapted - alpha * grad_fn(adapted)
        total = total + adapted
    return total / steps if steps else adapted
