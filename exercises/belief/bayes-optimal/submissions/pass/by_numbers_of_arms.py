"""
# A dictionary says how many arms have each pair; its items are what is remembered.
"""

from collections import Counter

REMEMBERED = {}


def bayes_optimal_value(k, n):
    return best(Counter({(0, 0): min(k, n)}), n)


def best(kinds, left):
    if left == 0:
        return 0.0
    key = left, frozenset(kinds.items())
    if key not in REMEMBERED:
        worth = []
        for (s, f), count in list(kinds.items()):
            total = 0.0
            for pair, share, pay in (((s + 1, f), s + 1, 1), ((s, f + 1), f + 1, 0)):
                after = Counter(kinds)
                after[pair] += 1
                after[s, f] = count - 1
                total += share * (pay + best(+after, left - 1))
            worth.append(total / (s + f + 2))
        REMEMBERED[key] = max(worth)
    return REMEMBERED[key]
