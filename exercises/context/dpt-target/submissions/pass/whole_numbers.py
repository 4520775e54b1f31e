"""
# Exact fractions: for whole numbers, B(x, y) is a ratio of factorials.
"""

from fractions import Fraction
from math import factorial


def beta(x, y):
    return Fraction(factorial(x - 1) * factorial(y - 1), factorial(x + y - 1))


def chance_of_best(a, b, c, d):
    terms = [beta(c + i, d + b) / ((b + i) * beta(1 + i, b)) for i in range(a)]
    return float(sum(terms) / beta(c, d))


def dpt_target(arms, rewards):
    seen = [[1, 1], [1, 1]]
    for arm, reward in zip(arms, rewards):
        seen[arm][0 if reward == 1 else 1] += 1
    return [chance_of_best(*seen[0], *seen[1]), chance_of_best(*seen[1], *seen[0])]
