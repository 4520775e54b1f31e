"""
check = "two_pulls"
feedback = "Two arms are worth what one was in the call before: your values are kept from one call to the next, and what is kept does not say how many arms there are. Make a new memory in every call, or remember that number as well."
"""

from functools import cache

ARMS = 0


@cache
def value(touched, left):
    if left == 0:
        return 0.0
    choices = set(touched)
    if len(touched) < ARMS:
        choices.add((0, 0))
    best = 0.0
    for s, f in choices:
        others = list(touched)
        if s + f:
            others.remove((s, f))
        mean = (s + 1) / (s + f + 2)
        won = value(tuple(sorted([*others, (s + 1, f)])), left - 1)
        lost = value(tuple(sorted([*others, (s, f + 1)])), left - 1)
        best = max(best, mean * (1 + won) + (1 - mean) * lost)
    return best


def bayes_optimal_value(k, n):
    global ARMS
    ARMS = k
    return value((), n)
