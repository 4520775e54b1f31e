"""Learners' names, or numbers in their place."""

from __future__ import annotations

import keyword
import random
import re
from collections.abc import Iterable, Mapping

SHORTEST = 3  # letters of a part of a name that is looked for in texts


def numbers_of(names: Iterable[str]) -> dict[str, str]:
    """A number for each name, in an order that says nothing about the names."""
    shuffled = sorted(set(names))
    random.SystemRandom().shuffle(shuffled)
    width = len(str(len(shuffled)))
    return {name: f"student_{number:0{width}d}" for number, name in enumerate(shuffled, 1)}


class Names:
    """What stands for each learner, and texts in which nobody else is named either."""

    def __init__(self, shown: Mapping[str, str]) -> None:
        """Args: shown: what stands for each name, itself where nothing is to be hidden."""
        self._shown = dict(shown)
        hidden = {name: number for name, number in shown.items() if name and name != number}
        self._hidden = {
            part.casefold(): number
            for name, number in hidden.items()
            for part in re.split(r"\W+|_", name)
            if len(part) >= SHORTEST and not keyword.iskeyword(part.casefold())
        }
        self._hidden |= {name.casefold(): number for name, number in hidden.items()}
        # the longest first, so that a whole name is not replaced part by part
        words = sorted(filter(self._worth, self._hidden), key=len, reverse=True)
        either = "|".join(map(re.escape, words))
        self._any = re.compile(rf"(?<![^\W_])(?:{either})(?![^\W_])", re.I) if words else None

    @staticmethod
    def _worth(word: str) -> bool:
        return len(word) >= SHORTEST and not keyword.iskeyword(word)

    def of(self, student: str) -> str:
        """What stands for a learner."""
        return self._shown.get(student, student)

    def hide(self, text: str) -> str:
        """A text without the names, and parts of names, for which numbers stand."""
        if self._any is None:
            return text
        return self._any.sub(lambda match: self._hidden[match[0].casefold()], text)
