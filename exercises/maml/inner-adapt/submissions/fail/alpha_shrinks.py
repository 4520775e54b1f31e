"""
check = "three_steps"
feedback = "Your step size shrinks from step to step. MAML's inner loop keeps alpha fixed."
forms = [
  ["alpha / (k + 1)", "alpha * 0.9**k"],
  ["alpha / (k + 1)", "alpha * 0.5**k"],
  ["alpha / (k + 1)", "alpha * (1 - k / steps)"],
]
"""


def inner_adapt(theta, grad_fn, alpha, steps):
    adapted = theta
    for k in range(steps):
        adapted = adapted - alpha / (k + 1) * grad_fn(adapted)
    return adapted
