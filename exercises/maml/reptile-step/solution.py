import numpy as np


def reptile_step(theta, grad_fns, alpha, k, epsilon):
    """Move a share of the way to the mean of the adapted parameters.

    Args:
        theta: float[P], initial parameters.
        grad_fns: for each of K tasks the gradient of its loss, float[P] to float[P].
        alpha: size of the inner steps.
        k: inner steps on each task, >= 0.
        epsilon: share of the way, in [0, 1].

    Returns:
        float[P]:  theta + epsilon * mean_i (W_i - theta).
    """
    ways = []
    for grad_fn in grad_fns:
        adapted = theta
        for _ in range(k):
            adapted = adapted - alpha * grad_fn(adapted)
        ways.append(adapted - theta)
    return theta + epsilon * np.mean(ways, axis=0)
