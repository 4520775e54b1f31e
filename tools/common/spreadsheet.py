"""Tables for spreadsheets: UTF-8 with a mark, and no cell that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from tools.common.files import write_whole

# A spreadsheet takes a cell that begins like this for a formula, and would run it.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def spreadsheet(columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> bytes:
    """A table as CSV."""
    text = io.StringIO()
    table = csv.DictWriter(text, columns, lineterminator="\r\n")
    table.writeheader()
    table.writerows({name: to_cell(str(value)) for name, value in row.items()} for row in rows)
    return text.getvalue().encode("utf-8-sig", "replace")


def write_spreadsheet(
    file: Path, columns: Sequence[str], rows: Iterable[Mapping[str, object]]
) -> None:
    """Write a table whole."""
    write_whole(file, spreadsheet(columns, rows))


def to_cell(text: str) -> str:
    """A text as a cell that stays text."""
    return f"'{text}" if text.startswith((*FORMULA, "'")) else text


def from_cell(text: str) -> str:
    """The text of a cell."""
    return text.removeprefix("'")
