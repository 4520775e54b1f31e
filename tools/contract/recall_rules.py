"""Rules for recall cards."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator

from tools.common.problem import Finding
from tools.common.registry import Registry
from tools.course.kinds import RecallFolder

RECALL_RULES = Registry[Callable[[RecallFolder], Iterator[Finding]]]()
MOST_WORDS = 80
# where links lead, and the commands of formulas
_NO_WORDS = re.compile(r"\]\([^)]*\)|\\[a-zA-Z]+")


@RECALL_RULES.add("cards")
def cards(exercise: RecallFolder) -> Iterator[Finding]:
    """Ids of cards are unique."""
    counts = Counter(card.id for card in exercise.meta.card)
    for id_ in sorted(id_ for id_, count in counts.items() if count > 1):
        yield Finding(f"two cards are called {id_!r}", "Rename one.")


@RECALL_RULES.add("card-length")
def card_length(exercise: RecallFolder) -> Iterator[Finding]:
    """The answer of a card has at most 80 words, without targets of links and formula commands."""
    for card in exercise.meta.card:
        count = words(card.answer)
        if count > MOST_WORDS:
            message = f"{card.id}: the answer has {count} words; at most {MOST_WORDS} are recalled"
            remedy = "Shorten it to what learners should say, or ask for the rest on another card."
            yield Finding(message, remedy)


def words(text: str) -> int:
    """How many words a Markdown text has."""
    parts = _NO_WORDS.sub(" ", text).split()
    return sum(any(letter.isalnum() for letter in part) for part in parts)
