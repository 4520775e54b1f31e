"""The line ``::: table NAME`` of a page becomes the table of docs/data/NAME.json.

So a page shows the results that are committed, and nobody copies numbers by hand.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from markdown import Markdown
from markdown.preprocessors import Preprocessor

from tools import judge_figures
from tools.bench import table as bench
from tools.embeds import embeds
from tools.mutants import table as mutants

# How each file of docs/data becomes Markdown.
TABLES: dict[str, Callable[[bytes], str]] = {
    "bench": bench.markdown,
    "mutants": mutants.markdown,
    "judge": judge_figures.markdown,
}


class TablePreprocessor(Preprocessor):
    """Puts each table in the place of its line."""

    def __init__(self, md: Markdown, root: Path) -> None:
        super().__init__(md)
        self.data = root / "docs" / "data"

    def run(self, lines: list[str]) -> list[str]:
        """Replace the lines that ask for a table.

        Raises: LookupError if there is no such table; FileNotFoundError if it has no results yet.
        """
        for index, name in reversed(list(embeds(lines, "table"))):
            if name not in TABLES:
                raise LookupError(f"no table {name!r} for a page; there are: {', '.join(TABLES)}")
            text = TABLES[name]((self.data / f"{name}.json").read_bytes())
            lines[index : index + 1] = ["", *text.split("\n"), ""]
        return lines
