import numpy as np


def slope(M, X, y, query, target):
    """Gradient of half the mean squared error:  1/B sum_b (h_b . M q_b - t_b) h_b q_b'.

    Args:
        M: float[d, d].
        X: float[B, N, d], inputs of the examples.
        y: float[B, N], their targets.
        query: float[B, d].
        target: float[B], the true targets of the queries.

    Returns:
        float[d, d].
    """
    h = np.mean(y[:, :, None] * X, axis=1)
    missed = np.sum(h @ M * query, axis=1) - target
    return (missed[:, None] * h).T @ query / len(target)


def best_matrix(Lam, N):
    """The M of expected slope 0:  ((1 + 1/N) Lam + tr(Lam) / N I)^-1.

    Args:
        Lam: float[d, d], covariance of the inputs.
        N: examples in each prompt.

    Returns:
        float[d, d].
    """
    return np.linalg.inv((1 + 1 / N) * Lam + np.trace(Lam) / N * np.eye(len(Lam)))
