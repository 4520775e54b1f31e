"""The one line of a page that embeds an exercise: ``::: exercise topic/slug``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_EMBED = re.compile(r"^::: *exercise +(\S+) *$")
_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})")


def embeds(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Every ``(index of the line, exercise id)``, code blocks left out."""
    fence = ""
    for index, line in enumerate(lines):
        opening = _FENCE.match(line)
        if fence:
            closes = opening is not None and opening[1].startswith(fence)
            fence = "" if closes and not line.strip(" `~") else fence
        elif opening:
            fence = opening[1]
        elif match := _EMBED.match(line):
            yield index, match[1]
