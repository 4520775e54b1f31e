r"""
check = "three_steps"
feedback = "All your steps use the gradient at the initial parameters. The slope changes as you move: ask grad_fn again at the newest parameters in every step."
forms = [
  ["    gradient = grad_fn(theta)\n    for _ in range(steps):\n", "    for _ in range(steps):\n        gradient = grad_fn(theta)\n"],
]
"""


def inner_adapt(theta, grad_fn, alpha, steps):
    adapted = theta
    gradient = grad_fn(theta)
    for _ in range(steps):
        adapted = adapted - alpha * gradient
    return adapted
