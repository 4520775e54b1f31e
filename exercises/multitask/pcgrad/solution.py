import numpy as np


def conflict(G):
    """Cosines between the tasks' gradients:  C[i, j] = g_i . g_j / (|g_i| |g_j|).

    Args:
        G: float[K, P], one gradient per task.

    Returns:
        float[K, K]; every entry of a zero gradient is 0.
    """
    lengths = np.sqrt((G * G).sum(axis=1))
    scale = np.outer(lengths, lengths)
    # Where the scale is 0 nothing is divided, and the prepared zero stays.
    return np.divide(G @ G.T, scale, out=np.zeros_like(scale), where=scale > 0)


def pcgrad(G, rng):
    """Sum of the gradients without their conflicts:  g <- g - (g . g_j / |g_j|^2) g_j.

    Args:
        G: float[K, P], one gradient per task; left as it is.
        rng: source of the random orders.

    Returns:
        float[P], the sum of the projected gradients.
    """
    total = np.zeros(G.shape[1])
    for i in range(len(G)):
        g = G[i]
        for j in rng.permutation(len(G)):
            along = g @ G[j]
            if j != i and along < 0:
                # A new array: g may still be a row of G.
                g = g - along / (G[j] @ G[j]) * G[j]
        total += g
    return total
