"""
# One episode after the other, on Python numbers.
"""

import math


def gradient_shares(G):
    squares = [sum(entry * entry for entry in row) for row in G]
    total = sum(squares)
    return [square / total if total else 0.0 for square in squares]


def normalise(returns, task):
    groups = {}
    for value, i in zip(returns, task, strict=True):
        groups.setdefault(int(i), []).append(float(value))
    result = []
    for value, i in zip(returns, task, strict=True):
        own = groups[int(i)]
        mean = sum(own) / len(own)
        deviation = math.sqrt(sum((x - mean) ** 2 for x in own) / len(own))
        result.append((float(value) - mean) / deviation if deviation else 0.0)
    return result
