"""
feedback = "Your code does not define inner_adapt. Write a definition of inner_adapt(theta, grad_fn, alpha, steps)."
"""

def adapt(theta, grad_fn, alpha, steps):
    for _ in range(steps):
        theta = theta - alpha * grad_fn(theta)
    return theta
