# The formula as it stands: where the fit lies on average, and how many samples are behind it.
import numpy as np


def excess_risk(w1, w2, sigma, n, share):
    centre, samples = (np.mean([w1, w2], axis=0), 2 * n) if share else (w1, n)
    return np.sum((centre - w1) ** 2) + w1.size * sigma**2 / samples


def transfer_helps(w1, w2, sigma, n):
    risks = [excess_risk(w1, w2, sigma, n, share) for share in (False, True)]
    return bool(np.argmin(risks) == 1)
