"""Drawings in the rows of a table: a bar of shares, and where the middle half of values lies.

The drawings of the course's figures have names below upright bars, which leaves no room for fifty
exercises; here each lies in its row, beside the numbers that it shows.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from tools.overview.counts import Spread

WIDTH, HEIGHT = 160, 14
MIDDLE = HEIGHT / 2


def shares_drawing(parts: Sequence[tuple[str, int]], whole: int, words: str) -> str:
    """A bar in parts, each with its class and its count, of a whole."""
    shapes, at = [], 0.0
    for name, count in parts:
        wide = WIDTH * count / whole if whole else 0.0
        shapes.append(_bar(name, at, wide))
        at += wide
    return _drawing("".join(shapes), words)


def spread_drawing(values: Spread | None, most: float, words: str) -> str:
    """A line from the lower to the upper quartile, with the median on it; empty without values."""
    if values is None or most <= 0:
        return ""
    low, middle, high = (WIDTH * value / most for value in values)
    line = f'<path class="spread" d="M{low:.1f} {MIDDLE}H{max(high, low + 1):.1f}"/>'
    dot = f'<circle class="median" cx="{middle:.1f}" cy="{MIDDLE}" r="4"/>'
    return _drawing(line + dot, words)


def _bar(name: str, at: float, wide: float) -> str:
    return f'<rect class="{name}" x="{at:.1f}" width="{wide:.1f}" height="{HEIGHT}"/>'


def _drawing(shapes: str, words: str) -> str:
    size = f'viewBox="-5 -1 {WIDTH + 10} {HEIGHT + 2}" width="{WIDTH + 10}" height="{HEIGHT + 2}"'
    return f'<svg role="img" aria-label="{escape(words)}" {size}>{shapes}</svg>'
