"""
# Plain numbers, one entry after the other; slow for a network, and the same.
"""

import numpy as np

from metarl.maml import maml_gradient as maml_grad


def train(theta, draw, meta_gradient, iterations, rate):
    theta = [float(value) for value in theta]
    m, v = [0.0] * len(theta), [0.0] * len(theta)
    for t in range(1, iterations + 1):
        g = meta_gradient(np.array(theta), draw())
        for i, slope in enumerate(g):
            m[i] = 0.9 * m[i] + 0.1 * slope
            v[i] = 0.999 * v[i] + 0.001 * slope**2
            up, down = m[i] / (1 - 0.9**t), (v[i] / (1 - 0.999**t)) ** 0.5 + 1e-8
            theta[i] -= rate * up / down
    return np.array(theta)
