"""
# Only the returns are written down; a tiny imaginary push of theta gives their derivatives.
"""

import numpy as np

PUSH = 1e-30


def first_arm(theta):
    return 1 / (1 + np.exp(-theta))


def slope(value):
    return float(np.real(value)), float(np.imag(value)) / PUSH


def exact_gradient(theta, tasks, alpha):
    theta = theta + PUSH * 1j
    total = 0
    for one, other in tasks:
        p = first_arm(theta)
        q = first_arm(theta + alpha * p * (1 - p) * (one - other))
        total += q * one + (1 - q) * other
    return slope(total / len(tasks))


def sampled_gradient(theta, tasks, alpha):
    theta = theta + PUSH * 1j
    p = first_arm(theta)
    total = 0
    for one, other in tasks:
        for pulled, paid, score in ((p, one, 1 - p), (1 - p, other, -p)):
            for sign, chance in ((0.5, paid), (-0.5, 1 - paid)):
                q = first_arm(theta + alpha * sign * score)
                total += pulled * chance * (q * one + (1 - q) * other)
    return slope(total / len(tasks))
