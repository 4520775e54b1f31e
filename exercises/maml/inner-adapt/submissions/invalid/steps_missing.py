"""
feedback = "inner_adapt takes (theta, grad_fn, alpha) and cannot be called with 4 arguments; define it as inner_adapt(theta, grad_fn, alpha, steps)."
"""

def inner_adapt(theta, grad_fn, alpha):
    return theta - alpha * grad_fn(theta)
