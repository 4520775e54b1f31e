"""The lines of a page that stand for something else: an exercise by its id, a table by its name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from tools.course.ids import page_ids
from tools.course.text import read_text

_LINE = re.compile(r"^:::[ \t]*(\w+)[ \t]+(\S+)\s*$")
_PYTHON = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)
_SPAN = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)")
_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})")


def prose(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Every ``(index, line)`` outside code blocks."""
    fence = ""
    for index, line in enumerate(lines):
        opening = _FENCE.match(line)
        if fence:
            closes = opening is not None and opening[1].startswith(fence)
            fence = "" if closes and not line.strip(" `~") else fence
        elif opening:
            fence = opening[1]
        else:
            yield index, line


def without_code(lines: Sequence[str]) -> list[str]:
    """As many lines, in which code is left out, in blocks and between backticks."""
    texts = [""] * len(lines)
    for index, line in prose(lines):
        texts[index] = _SPAN.sub("", line)
    return texts


def embeds(lines: Sequence[str], kind: str = "exercise") -> Iterator[tuple[int, str]]:
    """Every ``(index of the line, name)`` of a kind, code blocks left out."""
    for index, line in prose(lines):
        if (match := _LINE.match(line)) and match[1] == kind:
            yield index, match[2]


def code_blocks(text: str) -> list[tuple[str, int]]:
    """The blocks of Python in a Markdown text, each with the number of lines above it."""
    return [(block[1], text.count("\n", 0, block.start(1))) for block in _PYTHON.finditer(text)]


def page_addresses(root: Path, kind: str = "exercise") -> dict[str, str]:
    """A page that embeds each thing of a kind, as its address relative to the start page."""
    return {
        name: f"{page}/".removesuffix("index/")
        for page in page_ids(root)
        for _, name in embeds(read_text(root / "docs" / f"{page}.md").splitlines(), kind)
    }
