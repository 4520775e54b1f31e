"""The line ``::: table NAME`` of a page becomes the table of docs/data/NAME.json, and
``::: table reproductions/NAME`` a fold with that table, where it disagrees, and its sources.

So a page shows the results that are committed, and nobody copies numbers by hand.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path

from markdown import Markdown
from markdown.preprocessors import Preprocessor

from tools.course.embeds import embeds
from tools.results import (
    bench_table,
    judge_table,
    mutants_table,
    reproductions_table,
    timeline_table,
)

# Of each table the file in docs/data, and how that becomes Markdown.
TABLES: dict[str, tuple[str, Callable[[bytes], str]]] = {
    "bench": ("bench", bench_table.markdown),
    "races": ("bench", bench_table.races),
    "timeline": ("timeline", timeline_table.markdown),
    "mutants": ("mutants", mutants_table.markdown),
    "judge": ("judge", judge_table.markdown),
}
REPRODUCTIONS = "reproductions"


class TablePreprocessor(Preprocessor):
    """Puts each table in the place of its line."""

    def __init__(self, md: Markdown, root: Path) -> None:
        super().__init__(md)
        self.data = root / "docs" / "data"

    def run(self, lines: list[str]) -> list[str]:
        """Replace the lines that ask for a table.

        Raises:
            LookupError: if there is no such table; FileNotFoundError if it has no results yet.
        """
        for index, name in reversed(list(embeds(lines, "table"))):
            lines[index : index + 1] = ["", *self.text(name).split("\n"), ""]
        return lines

    def text(self, name: str) -> str:
        """A table as Markdown."""
        if name.rpartition("/")[0] != REPRODUCTIONS and name not in TABLES:
            known = ", ".join([*TABLES, f"{REPRODUCTIONS}/NAME"])
            raise LookupError(f"no table {name!r} for a page; there are: {known}")
        if name in TABLES:
            file, markdown = TABLES[name]
            return markdown((self.data / f"{file}.json").read_bytes())
        content = (self.data / f"{name}.json").read_bytes()
        works = tomllib.loads((self.data.parent / "sources.toml").read_text("utf-8"))
        return reproductions_table.markdown(content, works)
