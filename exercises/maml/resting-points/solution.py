import numpy as np


def pulls(a, alpha, k):
    """Weights of the tasks in joint training, FOMAML, MAML and Reptile.

    Args:
        a: float[K], curvature of each task's loss.
        alpha: size of the inner steps.
        k: inner steps of Reptile, >= 1.

    Returns:
        float[4, K]:  a,  a s,  a s^2  and  1 - s^k,  with s = 1 - alpha a.
    """
    left = 1 - alpha * a
    return np.array([a, a * left, a * left**2, 1 - left**k])


def resting_point(weights, c):
    """The weighted mean of the minima, and whether it attracts.

    Args:
        weights: float[K], pull of each task; may be negative.
        c: float[K], minimum of each task's loss.

    Returns:
        float, nan if the weights add up to 0; and whether they add up to more than 0.
    """
    total = weights.sum()
    point = weights @ c / total if total else np.nan
    return point, bool(total > 0)
