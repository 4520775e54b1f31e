"""The colours of a site, which mkdocs.yml names: all of them there, and none too faint to read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from tools.common.spelling import suggestion

PALETTES = ("light", "dark")
STATES = ("pass", "fail", "warn")
NAMES = (
    *("paper", "surface", "sunken", "ink", "soft", "line", "strong-line"),
    *("accent", "accent-ink", "accent-wash", "mark"),
    *(name for state in STATES for name in (state, f"{state}-wash")),
    *("token-keyword", "token-string", "token-number", "token-name"),
)
# Text and what it stands on.
PAIRS = (
    *((text, ground) for text in ("ink", "soft", "accent") for ground in NAMES[:3]),
    *(("accent-ink", "accent"), ("accent", "accent-wash"), ("ink", "mark")),
    *((state, f"{state}-wash") for state in STATES),
    *((name, "sunken") for name in NAMES if name.startswith("token-")),
)
# What the Web Content Accessibility Guidelines ask for text, level AA, 1.4.3.
LEAST = 4.5
_HEX = re.compile("#[0-9a-fA-F]{6}")

Complaint = tuple[tuple[str, ...], str, str]


def colour_problems(found: Any) -> Iterator[Complaint]:
    """What is wrong with ``extra.colours``: the words that lead to the line, message, remedy.

    Args:
        found: as mkdocs.yml has it; None where it names no colours.
    """
    if found is None:
        return
    for name in PALETTES:
        where = ("extra", "colours", name)
        palette = found.get(name) if isinstance(found, dict) else None
        if not isinstance(palette, dict):
            yield where[:2], f"the colours of the {name} palette are missing", "Copy them back."
            continue
        yield from _names(where, palette)
        yield from _contrasts(where, palette)


def _names(where: tuple[str, ...], palette: dict[str, Any]) -> Iterator[Complaint]:
    """Missing, unknown and unreadable ones."""
    for name in NAMES:
        if name not in palette:
            yield where, f"the {where[-1]} palette has no colour {name}", f'Add {name}: "#…".'
    for name, value in palette.items():
        if name not in NAMES:
            yield (*where, str(name)), f"no colour is called {name!r}", suggestion(str(name), NAMES)
        elif not (isinstance(value, str) and _HEX.fullmatch(value)):
            remedy = 'Write it as "#rrggbb", in quotation marks: # begins a comment otherwise.'
            yield (*where, name), f"{name} is no colour: {value!r}", remedy


def _contrasts(where: tuple[str, ...], palette: dict[str, Any]) -> Iterator[Complaint]:
    """Text that is too faint, each with all that it stands on."""
    faint: dict[str, list[str]] = {}
    for text, ground in PAIRS:
        pair = [palette.get(name) for name in (text, ground)]
        if not all(isinstance(one, str) and _HEX.fullmatch(one) for one in pair):
            continue
        found = contrast(str(pair[0]), str(pair[1]))
        if found < LEAST:
            faint.setdefault(text, []).append(f"{ground} ({found:.2f} to 1)")
    for text, grounds in faint.items():
        message = f"{text} is too faint in the {where[-1]} palette, on {', '.join(grounds)}"
        remedy = f"Make it differ more in lightness: a contrast of {LEAST} to 1 is needed."
        yield (*where, text), message, remedy


def contrast(first: str, second: str) -> float:
    """The ratio of two colours' luminances, from 1 to 21, as the guidelines define it."""
    bright, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    """Relative luminance of ``#rrggbb``, from 0 to 1."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
