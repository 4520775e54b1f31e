"""Rules for recall cards."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from tools.common.problem import Finding
from tools.common.registry import Registry
from tools.course.kinds import RecallFolder

RECALL_RULES = Registry[Callable[[RecallFolder], Iterator[Finding]]]()


@RECALL_RULES.add("cards")
def cards(exercise: RecallFolder) -> Iterator[Finding]:
    """Ids of cards are unique."""
    counts = Counter(card.id for card in exercise.meta.card)
    for id_ in sorted(id_ for id_, count in counts.items() if count > 1):
        yield Finding(f"two cards are called {id_!r}", "Rename one.")
