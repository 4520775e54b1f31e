"""Names that someone may have meant."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import takewhile
from operator import eq

from grader.judge.words import slips


def nearest(word: str, names: Iterable[str]) -> str:
    """The name closest to a misspelt word; empty if none is close.

    Other capitals cost nothing, a letter too many, missing, wrong or swapped costs one, and about a
    third of the letters may be wrong.
    """
    most = max(1, len(word) // 3)
    near = [
        (_distance(word.lower(), name.lower(), most), name)
        for name in sorted(set(names))
        if name != word and abs(len(name) - len(word)) <= most
    ]
    cost, name = min(near, default=(most + 1, ""))
    return name if cost <= most and cost < len(word) else ""


def _distance(word: str, other_word: str, most: int) -> int:
    """How many letters differ, two neighbours swapped counting as one; ``most + 1`` for more."""
    start = _in_common(word, other_word)
    end = _in_common(word[start:][::-1], other_word[start:][::-1])
    word, other_word = word[start : len(word) - end], other_word[start : len(other_word) - end]
    count, other_count = Counter(word), Counter(other_word)
    if max((count - other_count).total(), (other_count - count).total()) > most:
        return most + 1  # whichever way they stand
    return slips(word, other_word, most)


def _in_common(word: str, other_word: str) -> int:
    """With how many letters both begin."""
    return sum(takewhile(bool, map(eq, word, other_word)))
