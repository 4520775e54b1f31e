"""
# All places in one array, filled forwards and read backwards.
"""

import numpy as np


def maml_grad_ksteps(theta, gradient, hvp, query_gradient, alpha, k):
    places = np.zeros((k + 1, len(theta)))
    places[0] = theta
    for step in range(k):
        places[step + 1] = places[step] - alpha * gradient(places[step])
    outer = query_gradient(places[k])
    for step in range(k - 1, -1, -1):
        outer = outer + hvp(places[step], -alpha * outer)
    return outer
