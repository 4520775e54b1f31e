"""
# Loops over Python numbers; of several intervals that hold the target, the last one counts.
"""

import math


def shares(logits):
    top = max(logits)
    weights = [math.exp(z - top) for z in logits]
    return [weight / sum(weights) for weight in weights]


def two_hot(v, bins):
    weights = [0.0] * len(bins)
    if v <= bins[0]:
        weights[0] = 1.0
    elif v >= bins[-1]:
        weights[-1] = 1.0
    else:
        for i in range(len(bins) - 1):
            if bins[i] <= v < bins[i + 1]:
                weights[i + 1] = (v - bins[i]) / (bins[i + 1] - bins[i])
                weights[i] = 1.0 - weights[i + 1]
    return weights


def decode(logits, bins):
    return sum(p * b for p, b in zip(shares(logits), bins, strict=True))


def logit_gradient(logits, v, bins):
    return [p - q for p, q in zip(shares(logits), two_hot(v, bins), strict=True)]
