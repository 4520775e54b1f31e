"""
feedback = "Python cannot read line 5. A line that starts with def, for, while, if, elif, else, class or with must end with a colon, and this one does not."
"""

def inner_adapt(theta, grad_fn, alpha, steps)
    for _ in range(steps):
        theta = theta - alpha * grad_fn(theta)
    return theta
