"""
# One task after the other, on Python numbers.
"""

import numpy as np


def track(mu, nu, i, target, beta):
    means, squares, deviations = [], [], []
    for task in range(len(mu)):
        share = beta if task == i else 0.0
        means.append((1 - share) * mu[task] + share * target)
        squares.append((1 - share) * nu[task] + share * target * target)
        variance = squares[-1] - means[-1] * means[-1]
        deviations.append(max(variance, 0.0) ** 0.5)
    return means, squares, [max(sigma, 1e-4) for sigma in deviations]


def rescale(W, b, old, new):
    heads, offsets = [], []
    for row, offset, mu, sigma, new_mu, new_sigma in zip(W, b, *old, *new, strict=True):
        heads.append([sigma * weight / new_sigma for weight in row])
        offsets.append((sigma * offset + mu - new_mu) / new_sigma)
    return np.array(heads), np.array(offsets)
