"""
# Every arm is tried in every state, equal ones too. The belief is sorted, so that few states are left.
"""

from functools import cache


@cache
def value(arms, left):
    if left == 0:
        return 0.0
    best = 0.0
    for i, (s, f) in enumerate(arms):
        mean = (s + 1) / (s + f + 2)
        others = arms[:i] + arms[i + 1 :]
        won = tuple(sorted((*others, (s + 1, f))))
        lost = tuple(sorted((*others, (s, f + 1))))
        best = max(best, mean * (1 + value(won, left - 1)) + (1 - mean) * value(lost, left - 1))
    return best


def bayes_optimal_value(k, n):
    return value(((0, 0),) * k, n)
