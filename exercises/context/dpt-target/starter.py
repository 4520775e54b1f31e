import math

import numpy as np


def log_beta(x, y):
    """The logarithm of B(x, y)."""
    return math.lgamma(x) + math.lgamma(y) - math.lgamma(x + y)


def chance_of_best(a, b, c, d):
    """Chance that a draw from Beta(a, b) is larger than one from Beta(c, d)."""
    # Your sum comes here.
    return 0.0


def dpt_target(arms, rewards):
    """Chance of either arm to be the label of this context."""
    # Count, form both beliefs, and compare them.
    return np.array([0.0, 0.0])
