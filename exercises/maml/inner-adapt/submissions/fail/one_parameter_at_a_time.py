"""
check = "gradient_calls"
feedback = "You move one parameter at a time and called grad_fn {found} times in 3 steps. One gradient moves all parameters together."
"""


def inner_adapt(theta, grad_fn, alpha, steps):
    adapted = theta.copy()
    for _ in range(steps):
        for i in range(len(adapted)):
            adapted[i] = adapted[i] - alpha * grad_fn(adapted)[i]
    return adapted
