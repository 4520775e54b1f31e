"""
# The neighbours are looked up, and the target is moved inside first.
"""

import numpy as np


def probabilities(logits):
    shifted = logits - np.max(logits)
    return np.exp(shifted - np.log(np.exp(shifted).sum()))


def two_hot(v, bins):
    weights = np.zeros(len(bins))
    if len(bins) == 1:
        weights[0] = 1.0
        return weights
    v = np.clip(v, bins[0], bins[-1])
    lower = min(np.searchsorted(bins, v, side="right") - 1, len(bins) - 2)
    share = (v - bins[lower]) / (bins[lower + 1] - bins[lower])
    weights[lower], weights[lower + 1] = 1 - share, share
    return weights


def decode(logits, bins):
    return float(np.sum(probabilities(logits) * bins))


def logit_gradient(logits, v, bins):
    return probabilities(logits) - two_hot(v, bins)
