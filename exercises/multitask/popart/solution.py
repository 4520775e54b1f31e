import numpy as np


def track(mu, nu, i, target, beta):
    """Running mean and mean square of each task's returns, after one more of task i.

    Args:
        mu: float[K], means.
        nu: float[K], mean squares.
        i: which task the return is from.
        target: the return.
        beta: share of the new return in the means.

    Returns:
        The new means, mean squares and deviations, float[K] each.
    """
    mu, nu = mu.copy(), nu.copy()
    mu[i] += beta * (target - mu[i])
    nu[i] += beta * (target**2 - nu[i])
    return mu, nu, np.sqrt(np.maximum(nu - mu**2, 1e-8))


def rescale(W, b, old, new):
    """Heads in new units, with the same predictions  sigma (W h + b) + mu.

    Args:
        W: float[K, H], one head per task.
        b: float[K].
        old: means and deviations before, float[K] each.
        new: means and deviations from now on, float[K] each.

    Returns:
        float[K, H] and float[K].
    """
    mu, sigma = old
    new_mu, new_sigma = new
    ratio = sigma / new_sigma
    return ratio[:, None] * W, (sigma * b + mu - new_mu) / new_sigma
