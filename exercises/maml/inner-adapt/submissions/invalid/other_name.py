"""
feedback = "Your code defines adapt, but not inner_adapt. Define it as inner_adapt(theta, grad_fn, alpha, steps)."
"""

def adapt(theta, grad_fn, alpha, steps):
    for _ in range(steps):
        theta = theta - alpha * grad_fn(theta)
    return theta
