"""
# One function for both: posterior sampling is the policy whose question is never worth its price.
"""

NEVER = -1e18


def best_value(j, n, prize, hint):
    if j == 1 or n == 0:
        return n * prize
    hit, miss = n * prize, 1 + best_value(j - 1, n - 1, prize, hint)
    return max(hint + (n - 1) * prize, hit / j + miss * (1 - 1 / j))


def sampling_value(j, n, prize):
    return best_value(j, n, prize, NEVER)
