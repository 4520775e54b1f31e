"""
# Places by a search in the sorted scores, and pairs from itertools.
"""

from itertools import permutations

import numpy as np


def ranking(scores, margin):
    rising = np.sort(scores)
    return len(scores) + 1 - np.searchsorted(rising, scores + margin, side="right")


def inversions(first, second, margin):
    methods = range(len(first))
    return sum(
        first[winner] > first[loser] + margin and second[loser] > second[winner] + margin
        for winner, loser in permutations(methods, 2)
    )
