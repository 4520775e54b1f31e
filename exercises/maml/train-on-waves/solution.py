import numpy as np

from metarl.maml import maml_gradient as maml_grad


def train(theta, draw, meta_gradient, iterations, rate):
    """Meta-train with Adam, on new tasks in every iteration.

    Args:
        theta: float[P], initial parameters.
        draw: of nothing; new tasks.
        meta_gradient: of (theta, tasks); float[P].
        iterations: their number T, 0 or more.
        rate: about how far an entry moves in an iteration.

    Returns:
        float[P], the parameters after T iterations.
    """
    m = v = 0.0
    for t in range(1, iterations + 1):
        g = meta_gradient(theta, draw())
        m = 0.9 * m + 0.1 * g
        v = 0.999 * v + 0.001 * g**2
        theta = theta - rate * (m / (1 - 0.9**t)) / (np.sqrt(v / (1 - 0.999**t)) + 1e-8)
    return theta
