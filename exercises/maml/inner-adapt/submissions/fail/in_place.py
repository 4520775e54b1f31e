"""
check = "initial_unchanged"
feedback = "You destroyed the initialisation: your code changes the caller's array, as -= does, and the next task starts from this task's solution. Make a new array in every step, or copy theta first."
"""


def inner_adapt(theta, grad_fn, alpha, steps):
    for _ in range(steps):
        theta -= alpha * grad_fn(theta)
    return theta
