"""A figure in one state, and what of it crosses to the page: JSON values alone."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from tools.figures.marks import Panel, Table

SIGNIFICANT = 3
MINUS = "−"
HYPHEN = re.compile(r"(?<![\w-])-(?=\.?\d)")  # where a minus belongs
WHOLE = 1e-9  # so near to a whole number, a number is one


@dataclass(frozen=True)
class Moment:
    """A figure in one of its states."""

    panels: Sequence[Panel]
    sentence: str
    table: Table

    def plain(self) -> dict[str, Any]:
        """As docs/assets/js/figure/moment_view.js shows it."""
        return {
            "sentence": typeset(self.sentence),
            "table": plain_table(self.table),
            "panels": [plain_panel(panel) for panel in self.panels],
        }


def moment_of(shown: Panel | Sequence[Panel], sentence: str, table: Table) -> Moment:
    """What an author's three functions gave, together."""
    return Moment([shown] if isinstance(shown, Panel) else shown, sentence, table)


def plain_panel(panel: Panel) -> dict[str, Any]:
    """A panel with its marks."""
    axes = {"x": asdict(panel.x), "y": asdict(panel.y)}
    marks = [mark.plain() for mark in panel.marks]
    return {**axes, "marks": marks, "title": panel.title, "square": panel.square}


def plain_table(table: Table) -> dict[str, Any]:
    """A table whose cells are text."""
    rows = [[text(cell) for cell in row] for row in table.rows]
    return {"head": [typeset(cell) for cell in table.head], "rows": rows}


def typeset(words: str) -> str:
    """Words as they are printed: with a minus before a number, and no line ends at an “=” or before
    a “%”."""
    return HYPHEN.sub(MINUS, words).replace(" = ", "\u00a0=\u00a0").replace(" %", "\u00a0%")


def text(cell: str | float) -> str:
    """A cell of a table as readers see it."""
    if isinstance(cell, str):
        return typeset(cell)
    if abs(cell - round(cell)) < WHOLE:
        return f"{round(cell):,}".replace("-", MINUS)
    digits = max(0, SIGNIFICANT - 1 - math.floor(math.log10(abs(cell))))
    return f"{cell:.{min(digits, 4)}f}".replace("-", MINUS)
