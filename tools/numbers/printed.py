"""Whether a printed text agrees with computed numbers, to as many digits as it shows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_WORDS = (
    *("zero", "one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)
_NUMBER = re.compile(
    r"(?<![\w.])(?P<sign>[−-])?(?P<whole>\d{1,3}(?:,\d{3})+|\d+)(?:\.(?P<decimals>\d+))?"
    r"(?:e(?P<exponent>[−-]?\d+))?(?P<percent>\s?\\?%)?"
    rf"|\b(?P<word>{'|'.join(_WORDS)})\b",
    re.IGNORECASE,
)
_SLACK = 1e-9  # a number that ends in 5 may be rounded either way


class Printed(NamedTuple):
    """A number in a text.

    Attributes:
        text: how it is written.
        value: what it says; a percentage is a share.
        half: half a unit of its last digit.
    """

    text: str
    value: float
    half: float
    match: re.Match[str]


def numbers(text: str) -> Iterator[Printed]:
    """The numbers of a text in their order, words up to twelve among them."""
    for match in _NUMBER.finditer(text):
        if match["word"]:
            yield Printed(match[0], float(_WORDS.index(match["word"].lower())), 0.5, match)
            continue
        decimals = match["decimals"] or ""
        exponent = int((match["exponent"] or "0").replace("−", "-"))
        unit = 10.0**exponent / (100 if match["percent"] else 1)
        value = float(f"{match['whole'].replace(',', '')}.{decimals}") * unit
        half = 0.5 * 10.0 ** -len(decimals) * unit
        yield Printed(match[0], -value if match["sign"] else value, half, match)


def agrees(printed: Printed, value: float) -> bool:
    """Whether a number, rounded to as many digits, is what is printed."""
    return abs(printed.value - value) <= printed.half + _SLACK * max(printed.half, abs(value))


def correct_text(text: str, values: list[float]) -> str:
    """The text with its wrong numbers put right, each with as many digits as before."""
    result, end = "", 0
    for printed, value in zip(numbers(text), values, strict=True):
        right = printed.text if agrees(printed, value) else write_value(printed, value)
        result += text[end : printed.match.start()] + right
        end = printed.match.end()
    return result + text[end:]


def write_value(printed: Printed, value: float) -> str:
    """A value in the manner of a printed number."""
    match = printed.match
    if match["word"]:
        word = _WORDS[int(value)] if value in range(len(_WORDS)) else f"{value:g}"
        return word.capitalize() if match["word"][0].isupper() else word
    decimals = len(match["decimals"] or "")
    percent = match["percent"] or ""
    if match["exponent"]:
        digits = f"{abs(value):.{decimals}e}"
    else:
        comma = "," if "," in match["whole"] or abs(value) >= 10_000 else ""
        digits = f"{abs(value) * (100 if percent else 1):{comma}.{decimals}f}"
    minus = match["sign"] or "−" if value < 0 else ""
    return f"{minus}{digits}{percent}"
