import numpy as np


def excess_risk(w1, w2, sigma, n, share):
    """Expected squared distance of one task's fitted weights from its true ones."""
    bias = np.zeros(len(w1))  # how far the fit is off on average
    variance = 0.0
    return bias @ bias + variance


def transfer_helps(w1, w2, sigma, n):
    """Whether sharing makes the risk smaller."""
    return False
