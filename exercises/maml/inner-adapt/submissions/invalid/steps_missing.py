"""
"""

def inner_adapt(theta, grad_fn, alpha):
    return theta - alpha * grad_fn(theta)
