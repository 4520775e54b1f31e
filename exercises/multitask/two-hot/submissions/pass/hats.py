"""
# Every bin's weight as a hat with two slopes; the ends have a neighbour infinitely far away.
"""

import numpy as np


def softmax(logits):
    e = np.exp(logits - logits.max())
    return e / e.sum()


def two_hot(v, bins):
    v = min(max(v, bins[0]), bins[-1])
    gaps = np.concatenate([[np.inf], np.diff(bins), [np.inf]])
    away = bins - v
    slopes = np.where(away > 0, gaps[:-1], gaps[1:])
    return np.clip(1 - np.abs(away) / slopes, 0, 1)


def decode(logits, bins):
    return np.average(bins, weights=softmax(logits))


def logit_gradient(logits, v, bins):
    gradient = softmax(logits)
    gradient -= two_hot(v, bins)
    return gradient
