import numpy as np


def mgda(g1, g2):
    """Shortest mixture of two gradients:  min |gamma g1 + (1 - gamma) g2|  over 0 <= gamma <= 1.

    Args:
        g1: float[P], gradient of the first task; left as it is.
        g2: float[P], gradient of the second; left as it is.

    Returns:
        gamma, and the mixture float[P].
    """
    across = g2 - g1
    length = across @ across
    # Equal gradients: every mixture is the same.
    gamma = np.clip(across @ g2 / length, 0.0, 1.0) if length > 0 else 0.5
    return gamma, gamma * g1 + (1 - gamma) * g2
