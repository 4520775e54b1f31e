"""
check = "zero_steps"
feedback = "Your loop hands back its result in the first round: with steps = 0 nothing is returned, and with more, only one step is taken. Move return behind the loop."
"""


def inner_adapt(theta, grad_fn, alpha, steps):
    adapted = theta
    for _ in range(steps):
        adapted = adapted - alpha * grad_fn(adapted)
        return adapted
