"""
# The product is linear, so alpha may go into the vector; the mean is built up as a running one.
"""


def maml_grad(theta, tasks, alpha, gradient, hvp):
    mean = 0.0 * theta
    for number, (xs, ys, xq, yq) in enumerate(tasks, 1):
        start = theta.copy()
        start -= alpha * gradient(start, xs, ys)
        slope = gradient(start, xq, yq)
        slope = slope + hvp(theta, xs, ys, -alpha * slope)
        mean = mean + (slope - mean) / number
    return mean
