"""The colours of a site, which mkdocs.yml names: all of them there, and none too faint to read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, TypeGuard

from tools.common.problem import Finding
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
LEAST_CONTRAST = 4.5
_HEX = re.compile("#[0-9a-fA-F]{6}")


def colour_findings(colours: Any) -> Iterator[Finding]:
    """What is wrong with ``extra.colours``.

    Args:
        colours: as mkdocs.yml has them; None where it names none.
    """
    if colours is None:
        return
    for name in PALETTES:
        where = ("extra", "colours", name)
        palette = colours.get(name) if isinstance(colours, dict) else None
        if not isinstance(palette, dict):
            message = f"the colours of the {name} palette are missing"
            yield Finding(message, "Copy them back.", words=where[:2])
            continue
        yield from _names(where, palette)
        yield from _contrasts(where, palette)


def _names(where: tuple[str, ...], palette: dict[str, Any]) -> Iterator[Finding]:
    """Missing, unknown and unreadable ones."""
    for name in NAMES:
        if name not in palette:
            message = f"the {where[-1]} palette has no colour {name}"
            yield Finding(message, f'Add {name}: "#…".', words=where)
    for name, value in palette.items():
        words = (*where, str(name))
        if name not in NAMES:
            remedy = suggestion(str(name), NAMES)
            yield Finding(f"no colour is called {name!r}", remedy, words=words)
        elif not _is_colour(value):
            remedy = 'Write it as "#rrggbb", in quotation marks: # begins a comment otherwise.'
            yield Finding(f"{name} is not a colour: {value!r}", remedy, words=words)


def _contrasts(where: tuple[str, ...], palette: dict[str, Any]) -> Iterator[Finding]:
    """Text that is too faint, each with all that it stands on."""
    faint: dict[str, list[str]] = {}
    for text, ground in PAIRS:
        first, second = palette.get(text), palette.get(ground)
        if _is_colour(first) and _is_colour(second):
            ratio = contrast(first, second)
            if ratio < LEAST_CONTRAST:
                faint.setdefault(text, []).append(f"{ground} ({ratio:.2f} to 1)")
    for text, grounds in faint.items():
        message = f"{text} is too faint in the {where[-1]} palette, on {', '.join(grounds)}"
        remedy = (
            f"Make the two differ more in lightness: a contrast of {LEAST_CONTRAST} to 1 is needed."
        )
        yield Finding(message, remedy, words=(*where, text))


def _is_colour(value: Any) -> TypeGuard[str]:
    return isinstance(value, str) and bool(_HEX.fullmatch(value))


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
