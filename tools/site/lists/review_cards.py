"""The cards of the finished pages in one file, from which the page of reviews shows them.

A card keeps its home on its page, where it prints and where the search finds it.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

from tools.common.files import write_whole
from tools.site.csp import Pages
from tools.site.placed_parser import PlacedParser

FILE = "assets/review/cards.json"
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
PARTS = {"wb-question": "question", "wb-answer": "answer"}
EXERCISE = re.compile(r"<rl-exercise .*?</rl-exercise>", re.DOTALL)


class _Cards(PlacedParser):
    """Collects the questions and answers of an exercise as they stand on its page.

    Attributes:
        cards: of each card, named ``EXERCISE CARD``, the inner HTML of its parts.
    """

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=False)
        self.cards: dict[str, dict[str, str]] = {}
        self._exercise = self._card = ""
        self._open: list[tuple[str, int]] = []  # parts, with the depth at which each ends
        self._depth = self._begin = 0
        self._text = text
        self.read(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in VOID:
            return
        self._depth += 1
        values = {name: value or "" for name, value in attrs}
        names = set(values.get("class", "").split())
        if tag == "rl-exercise":
            self._exercise = values.get("data-id", "")
        if "wb-card" in names:
            self._card = values.get("data-card", "")
        for part in names & PARTS.keys() if self._card else ():
            self._begin = self.span()[1]
            self._open.append((PARTS[part], self._depth))

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if tag == "rl-exercise":
            self._card = ""
        if self._open and self._open[-1][1] == self._depth:
            part, _ = self._open.pop()
            card = self.cards.setdefault(f"{self._exercise} {self._card}", {})
            card[part] = self._text[self._begin : self.place].strip()
        self._depth -= 1


def write(folder: Path, pages: Pages) -> dict[str, dict[str, str]]:
    """Write the file into a built site, next to what else its pages load.

    Args:
        folder: of the site.
        pages: texts of its pages.

    Returns:
        The cards: of each, named ``EXERCISE CARD``, its page and its two sides as HTML.
    """
    cards: dict[str, dict[str, str]] = {}
    for path, text in pages.items():
        page = path.relative_to(folder).as_posix().removesuffix("index.html")
        for exercise in EXERCISE.findall(text):
            if "wb-card" in exercise:
                found = _Cards(exercise).cards
                cards |= {name: {"page": page, **parts} for name, parts in found.items()}
    write_whole(
        folder / FILE, json.dumps(cards, ensure_ascii=False, separators=(",", ":")).encode()
    )
    return cards
