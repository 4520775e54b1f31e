import numpy as np


def uncertainty_weighted(L, s):
    """Losses by learned log variances:  sum_i 0.5 exp(-s_i) L_i + 0.5 s_i.

    Args:
        L: float[K], losses of the tasks.
        s: float[K], logarithms of their noise variances.

    Returns:
        The weighted loss, and its gradient with respect to s, float[K].
    """
    weighted = 0.5 * np.exp(-s) * L
    loss = weighted.sum() + 0.5 * s.sum()
    return loss, 0.5 - weighted
