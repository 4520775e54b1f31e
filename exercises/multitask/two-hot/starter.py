import numpy as np


def two_hot(v, bins):
    """Weights of the bins whose mean is v, on the two neighbours of v."""
    return np.zeros(len(bins))


def decode(logits, bins):
    """The value that a softmax over the bins predicts."""
    return 0.0


def logit_gradient(logits, v, bins):
    """Gradient of the cross-entropy to the two-hot target, with respect to the logits."""
    return np.zeros(len(logits))
