import numpy as np


def cagrad(g1, g2, c):
    """The direction near the mean gradient that helps the worst-off task most.

    Args:
        g1: float[P], gradient of the first task.
        g2: float[P], gradient of the second task.
        c: how far to stray from the mean, in units of its length, from 0 to below 1.

    Returns:
        float[P]; the mean itself where the chosen mixture is zero.
    """
    mean = (g1 + g2) / 2
    radius = c * np.linalg.norm(mean)
    shares = np.arange(0.0, 1.0001, 1e-4)[:, None]  # 1 is among them.
    mixtures = shares * g1 + (1 - shares) * g2
    lengths = np.linalg.norm(mixtures, axis=1)
    best = np.argmin(mixtures @ mean + radius * lengths)
    if lengths[best] == 0:
        return mean
    return mean + radius * mixtures[best] / lengths[best]
