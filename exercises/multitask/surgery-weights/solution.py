import numpy as np


def surgery_weights(G):
    """The weights for which  weights @ G  is what PCGrad makes of the gradients.

    Each task visits the others in the order of their rows.

    Args:
        G: float[K, P], one gradient per task, none of them zero.

    Returns:
        float[K].
    """
    shares = np.eye(len(G))  # row i: what task i's projected gradient is made of
    for i, share in enumerate(shares):
        for j, other in enumerate(G):
            along = share @ G @ other
            if j != i and along < 0:
                share[j] -= along / (other @ other)
    return shares.sum(axis=0)
