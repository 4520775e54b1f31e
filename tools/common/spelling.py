"""What a misspelt word was probably meant to be."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


def closest(word: str, known: Iterable[str], most: int = 3, likeness: float = 0.5) -> list[str]:
    """The known words most like another, the best first.

    Args:
        likeness: from 0 for nothing in common to 1 for the same word; what is less like is left
            out.
    """
    return difflib.get_close_matches(word, sorted(known), n=most, cutoff=likeness)


def suggestion(word: str, known: Iterable[str]) -> str:
    """A sentence that offers near matches of a misspelt word, or lists all that is known."""
    names = sorted(known)
    close = closest(word, names)
    if close:
        return f"Did you mean {' or '.join(close)}?"
    return f"Known: {', '.join(names)}." if names else "There is none yet."
