"""
check = "initial_unchanged"
feedback = "You destroyed the initialisation: -= changes the caller's array, and the next task starts from this task's solution. Make a new array in every step, or copy theta first."
"""


def inner_adapt(theta, grad_fn, alpha, steps):
    for _ in range(steps):
        theta -= alpha * grad_fn(theta)
    return theta
