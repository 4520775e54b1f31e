"""
feedback = "Python cannot read line 5."
"""

def inner_adapt(theta, grad_fn, alpha, steps)
    for _ in range(steps):
        theta = theta - alpha * grad_fn(theta)
    return theta
