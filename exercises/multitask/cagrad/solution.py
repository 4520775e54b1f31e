import numpy as np

SHARES = np.linspace(0.0, 1.0, int(1e5))[:, None]  # of the first gradient in a mixture


def cagrad(g1, g2, c):
    """Best worst gain near the mean g0:  max_d min_i g_i . d  with |d - g0| <= c |g0|.

    Args:
        g1: float[P], gradient of the first task; left as it is.
        g2: float[P], gradient of the second; left as it is.
        c: radius round the mean, in units of its length, from 0 to below 1.

    Returns:
        float[P].
    """
    g0 = (g1 + g2) / 2
    radius = c * np.sqrt(g0 @ g0)
    mixtures = SHARES * g1 + (1 - SHARES) * g2
    lengths = np.sqrt((mixtures * mixtures).sum(axis=1))
    place = (mixtures @ g0 + radius * lengths).argmin()
    # With a radius above 0 the mean is not zero, and the chosen mixture is not either.
    return g0 + radius * mixtures[place] / lengths[place] if radius > 0 else g0
