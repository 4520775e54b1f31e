"""What a scenario's own text teaches the judge of it: facts that are true and decide nothing.

Whoever copies such a piece says nothing false, whatever its words claim elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tools.course.kinds import ClassifyFolder, Sentence, phrases

FEWEST = 4  # words of a piece
_END = re.compile(r"(?<=[.:;”]) ")


def undecided(folder: ClassifyFolder) -> list[Sentence]:
    """The pieces of an exercise's scenarios without a deciding phrase: each is vague."""
    return [
        Sentence(scenario.id, piece, "vague")
        for scenario in folder.meta.item
        for piece, ids in pieces(scenario.text)
        if not ids & set(scenario.accept.deciding)
    ]


def pieces(text: str) -> Iterator[tuple[str, set[str]]]:
    """The sentences and half sentences of a scenario, with the ids of the phrases in each."""
    segments = phrases(text.replace("\n", " "))
    plain = "".join(words for words, _ in segments)
    owner = [name for words, name in segments for _ in words]
    start = 0
    for end in [*(match.end() for match in _END.finditer(plain)), len(plain)]:
        piece = plain[start:end].strip()
        if len(piece.split()) >= FEWEST:
            yield piece, {name for name in owner[start:end] if name}
        start = end
