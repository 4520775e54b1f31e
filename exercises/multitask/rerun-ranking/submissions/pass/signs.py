"""
# Each pair is +1, 0 or -1 in a column; it has changed places where the product is -1, and is met twice.
"""

import numpy as np


def verdicts(scores, margin):
    leads = scores.reshape(-1, 1) - scores.reshape(1, -1)
    return np.where(np.abs(leads) > margin, np.sign(leads), 0)


def ranking(scores, margin):
    return 1 + np.count_nonzero(verdicts(scores, margin) == -1, axis=1)


def inversions(first, second, margin):
    return int(np.sum(verdicts(first, margin) * verdicts(second, margin) == -1)) // 2
