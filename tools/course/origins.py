"""Numbers whose origin stands beside them: ``{{ 0.24 = the expression that gives it }}``.

A reader sees what is left of the equals sign, and ``check`` computes what is right of it. What a
sentence has no room for is defined in a comment that begins with ``<!-- numbers``. Code, in blocks
or between backticks, is left as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_WITHIN_PARAGRAPH = r"(?:(?!\n[ \t]*\n).)+?"
_SPACE = r"(?:[ \t]+\n?|\n)[ \t]*(?=\S)"
_PARTS = re.compile(
    r"^[ \t]*(?P<fence>`{3,}|~{3,})[^\n]*\n.*?(?:^[ \t]*(?P=fence)[`~]*[ \t]*$|\Z)"
    rf"|(?<!`)(?P<ticks>`+)(?!`){_WITHIN_PARAGRAPH}(?<!`)(?P=ticks)(?!`)"
    r"|^<!-- numbers[ \t]*\n(?P<definitions>.*?)^-->[ \t]*\n?"
    rf"|\{{\{{{_SPACE}(?P<printed>(?:(?!\n[ \t]*\n)[^{{}}=])+?){_SPACE}="
    rf"{_SPACE}(?P<expression>{_WITHIN_PARAGRAPH}){_SPACE}\}}\}}"
    r"|(?P<unclear>\{\{[^{}=\n]*\d[^{}=\n]*=[^{}\n]*\}\})",
    re.MULTILINE | re.DOTALL,
)


class Origin(NamedTuple):
    """A text on a page, and the expression that gives the numbers in it.

    Attributes:
        line: where it begins.
    """

    printed: str
    expression: str
    line: int


class Definitions(NamedTuple):
    """Python that defines names for expressions of the same file.

    Attributes:
        line: of its first line.
    """

    source: str
    line: int


def origins(text: str) -> Iterator[Origin]:
    """Every number of a file that has its origin beside it."""
    for part, line in _parts(text):
        if part["printed"]:
            yield Origin(_one_line(part["printed"]), _one_line(part["expression"]), line)


def definitions(text: str) -> list[Definitions]:
    """What a file defines for its expressions."""
    parts = ((part["definitions"], line) for part, line in _parts(text))
    return [Definitions(source, line + 1) for source, line in parts if source is not None]


def unclear_origins(text: str) -> Iterator[tuple[str, int]]:
    """What looks like a number with its origin, and is not written like one; with its line."""
    for part, line in _parts(text):
        if part["unclear"]:
            yield part["unclear"], line


def hide_origins(text: str, *, keep_lines: bool = False) -> str:
    """A file as readers see it: the numbers without their origins.

    Args:
        keep_lines: leave as many lines, so that their numbers are those of the file.
    """

    def printed(part: re.Match[str]) -> str:
        text = _shown(part)
        return text + "\n" * (part[0].count("\n") - text.count("\n")) * keep_lines

    return _PARTS.sub(printed, text) if "{{" in text or "<!-- numbers" in text else text


def _shown(part: re.Match[str]) -> str:
    if part["definitions"] is not None:
        return ""
    return part["printed"] or part[0]


def _parts(text: str) -> Iterator[tuple[re.Match[str], int]]:
    if "{{" not in text and "<!-- numbers" not in text:
        return
    for part in _PARTS.finditer(text):
        yield part, text.count("\n", 0, part.start()) + 1


def _one_line(text: str) -> str:
    return " ".join(text.split())
