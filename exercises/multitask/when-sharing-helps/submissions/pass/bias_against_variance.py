# Sharing helps if the squared bias that it adds is smaller than the variance that it saves.
import numpy as np


def parts(w1, w2, sigma, n, share):
    bias = np.linalg.norm(w1 - w2) / 2 if share else 0.0
    return bias**2, len(w1) * sigma**2 / (n * (1 + share))


def excess_risk(w1, w2, sigma, n, share):
    return sum(parts(w1, w2, sigma, n, share))


def transfer_helps(w1, w2, sigma, n):
    bias, variance = parts(w1, w2, sigma, n, share=True)
    return bias < parts(w1, w2, sigma, n, share=False)[1] - variance
