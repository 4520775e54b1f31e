"""What a misspelt word was probably meant to be."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

AS_GOOD = 0.15  # how much less like the word than the best match another may be


def closest(word: str, known: Iterable[str], most: int = 3, likeness: float = 0.5) -> list[str]:
    """The known words most like another, the best first.

    Args:
        likeness: from 0 for nothing in common to 1 for the same word; what is less like is left
            out.
    """
    return difflib.get_close_matches(word, sorted(known), n=most, cutoff=likeness)


def suggestion(word: str, known: Iterable[str]) -> str:
    """A sentence that offers the best matches of a misspelt word, or lists all that is known."""
    names = sorted(known)
    likeness = {
        name: difflib.SequenceMatcher(None, name, word).ratio() for name in closest(word, names)
    }
    least = max(likeness.values(), default=0) - AS_GOOD
    close = [name for name in likeness if likeness[name] >= least]
    if close:
        return f"Did you mean {' or '.join(close)}?"
    return f"Known: {', '.join(names)}." if names else "There is none yet."
