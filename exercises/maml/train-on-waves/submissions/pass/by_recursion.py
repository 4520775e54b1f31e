"""
# The state of Adam travels through reduce instead of a loop.
"""

from functools import reduce

import numpy as np

from metarl.maml import maml_gradient as maml_grad


def train(theta, draw, meta_gradient, iterations, rate):
    def iterate(state, t):
        theta, m, v = state
        g = meta_gradient(theta, draw())
        m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g**2
        up, down = m / (1 - 0.9**t), np.sqrt(v / (1 - 0.999**t)) + 1e-8
        return theta - rate * up / down, m, v

    return reduce(iterate, range(1, iterations + 1), (theta + 0.0, 0.0 * theta, 0.0 * theta))[0]
