"""
check = "tilted_bowl"
feedback = "You turn the initial parameters into whole numbers, which cuts off their fractions. Leave them as floats."
"""


def inner_adapt(theta, grad_fn, alpha, steps):
    adapted = theta.astype(int)
    for _ in range(steps):
        adapted = adapted - alpha * grad_fn(adapted)
    return adapted
