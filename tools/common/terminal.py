"""What commands print: coloured on a terminal, plain in a pipe, and never an escape of others."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TextIO

WIDEST = 10_000  # columns of a table: it is the terminal that wraps lines
_CODES = {"good": "32", "bad": "31", "strong": "1", "quiet": "2", "place": "36"}


@dataclass(frozen=True)
class Ink:
    """Colours a text, or leaves it alone."""

    on: bool

    def __call__(self, style: str, text: str) -> str:
        """The text in a style: ``good``, ``bad``, ``strong``, ``quiet`` or ``place``."""
        return f"\x1b[{_CODES[style]}m{text}\x1b[0m" if self.on and text else text

    def diff(self, text: str) -> str:
        """A diff with what is gone in red and what has come in green."""
        styles = {"-": "bad", "+": "good", "@": "quiet"}
        lines = text.splitlines()
        return "\n".join(
            self(styles[line[0]], line) if line[:1] in styles else line for line in lines
        )


def ink_for(stream: TextIO) -> Ink:
    """Colours for a terminal that has them and whose user wants them (see no-color.org)."""
    wanted = not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return Ink(wanted and stream.isatty())


def say(text: str) -> None:
    """Print a text that may hold anything, half characters included."""
    encoding = sys.stdout.encoding or "utf-8"
    print(text.encode(encoding, "backslashreplace").decode(encoding), flush=True)


def harmless(text: str) -> str:
    """A text of somebody else's whose control characters are shown instead of obeyed."""
    return "".join(
        char if char in "\n\t" or char.isprintable() else repr(char)[1:-1] for char in text
    )


def indented(text: str, by: int) -> str:
    """Every line of a text moved to the right."""
    return "\n".join(f"{' ' * by}{line}".rstrip() for line in text.splitlines())


def columns(rows: Sequence[Sequence[str]]) -> str:
    """Rows of cells below each other, each column as wide as its widest cell."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    for row in rows:
        table.add_row(*map(Text, row))
    console = Console(width=WIDEST, color_system=None)
    with console.capture() as capture:
        console.print(table)
    return "\n".join(line.rstrip() for line in capture.get().splitlines())
