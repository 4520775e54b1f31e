"""What commands print: styled on a terminal, plain in a pipe.

Escape sequences of others are shown and not obeyed. Rich is imported when something is printed, for
commands start in clones that do not have it yet.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TextIO

STYLES = {"good": "green", "bad": "red", "strong": "bold", "quiet": "dim", "place": "cyan"}
DIFF = {"-": "bad", "+": "good", "@": "quiet"}
WIDEST = 10_000  # columns of a table: it is the terminal that wraps lines


@dataclass(frozen=True)
class Ink:
    """Colours a text, or leaves it alone."""

    on: bool

    def __call__(self, style: str, text: str) -> str:
        """The text in a style: ``good``, ``bad``, ``strong``, ``quiet`` or ``place``."""
        if not self.on:
            return text
        from rich.style import Style

        return Style.parse(STYLES[style]).render(text)

    def diff(self, text: str) -> str:
        """A diff with what is gone in red and what has come in green."""
        return "\n".join(
            self(DIFF[line[0]], line) if line[:1] in DIFF else line for line in text.splitlines()
        )


def ink_for(stream: TextIO) -> Ink:
    """Colours for a terminal that has them and whose user wants them (see no-color.org)."""
    from rich.console import Console

    console = Console(file=stream)
    wanted = console.color_system is not None and not console.no_color
    return Ink(wanted and stream.isatty())


def say(text: str) -> None:
    """Print a text that may hold anything, half characters included."""
    encoding = sys.stdout.encoding or "utf-8"
    print(text.encode(encoding, "backslashreplace").decode(encoding), flush=True)


def escape_controls(text: str) -> str:
    """A text of somebody else's whose control characters are shown instead of obeyed."""
    return "".join(
        char if char in "\n\t" or char.isprintable() else repr(char)[1:-1] for char in text
    )


def indent_lines(text: str, by: int) -> str:
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
