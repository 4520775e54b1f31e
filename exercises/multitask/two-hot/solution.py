import numpy as np


def softmax(logits):
    weights = np.exp(logits - logits.max())
    return weights / weights.sum()


def two_hot(v, bins):
    """Weights of the bins whose mean is v, on the two neighbours of v.

    Args:
        v: a value; outside the bins it counts as the nearest one.
        bins: float[n_L], in increasing order.

    Returns:
        float[n_L], of sum 1.
    """
    # A bin's weight is 1 at its own place and falls to 0 on the way to its neighbours.
    return np.array([np.interp(v, bins, row) for row in np.eye(len(bins))])


def decode(logits, bins):
    """The value that a softmax over the bins predicts.

    Args:
        logits: float[n_L].
        bins: float[n_L].

    Returns:
        The mean of the bins, a number.
    """
    return softmax(logits) @ bins


def logit_gradient(logits, v, bins):
    """Gradient of the cross-entropy to the two-hot target, with respect to the logits.

    Args:
        logits: float[n_L].
        v: the value to predict.
        bins: float[n_L].

    Returns:
        float[n_L].
    """
    return softmax(logits) - two_hot(v, bins)
