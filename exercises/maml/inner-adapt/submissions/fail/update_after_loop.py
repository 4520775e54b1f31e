r"""
check = "three_steps"
feedback = "You ask for the gradient in every round and move only once, after the loop. Each gradient has its own step: move inside the loop."
forms = [
  ["    gradient = 0.0\n", ""],
]
"""


def inner_adapt(theta, grad_fn, alpha, steps):
    adapted = theta
    gradient = 0.0
    for _ in range(steps):
        gradient = grad_fn(adapted)
    return adapted - alpha * gradient
