"""
feedback = "Python cannot read line 5. A line that begins with def, for, while, if, elif, else, class or with ends with a colon, and here it is missing."
"""

def inner_adapt(theta, grad_fn, alpha, steps)
    for _ in range(steps):
        theta = theta - alpha * grad_fn(theta)
    return theta
