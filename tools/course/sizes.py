"""The sizes that a prompt allows: read from the table in which it explains the arguments.

A shape as in ``float[N, D]`` has a size for each of its letters, ``list of K tuples`` has one, and
so has a number of something. Each may be 1, or what the table says: ``K ≥ 2``, ``0 or more``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

NAMES = r"`[A-Za-z]\w*`(?:, `[A-Za-z]\w*`)*"
_ROW = re.compile(rf"^\| (?P<names>{NAMES}) \| (?P<types>[^|]*) \| (?P<meaning>[^|]*) \|$", re.M)
_LETTER = r"[A-Za-z](?:_\w+)?'?"
_SHAPE = re.compile(r"(?:float|int|bool)\[([^\]]*)\]")
_LIST = re.compile(rf"list of (?:({_LETTER}) )?")
_COMMA = re.compile(r", (?![^\[(]*[\])])")
_BOUND = re.compile(r"(\d+) or more|from (\d+) on|(\d+) …")
_COUNT = re.compile(rf"\bnumber (?:{_LETTER} )?of|\bhow many")


def forms_of(prompt: str) -> dict[str, Any]:
    """Where the sizes of each argument are, by its name, as ``grader.kinds.sizes`` reads it.

    A text is the name of a number, a list the letters of a shape, and a table has the name of a
    list's length and the forms of its items.
    """
    return {name: form for row in _ROW.finditer(prompt) for name, form in _forms(row)}


def smallest_of(prompt: str) -> dict[str, int]:
    """The smallest value of every size, by its name."""
    smallest: dict[str, int] = {}
    for row in _ROW.finditer(prompt):
        numbers = [form for _, form in _forms(row) if isinstance(form, str)]
        bounds = [int("".join(filter(None, bound))) for bound in _BOUND.findall(row[0])]
        if len(bounds) < len(numbers):
            bounds = (bounds or [1]) * len(numbers)
        smallest |= zip(numbers, bounds, strict=False)
    pattern = rf"(?<![\w'])({_LETTER})(?: = [^|;,]*)? ≥ (\d+)"
    rows = "\n".join(row[0] for row in _ROW.finditer(prompt))
    return smallest | {letter: int(least) for letter, least in re.findall(pattern, rows)}


def _forms(row: re.Match[str]) -> Iterator[tuple[str, Any]]:
    names = row["names"].replace("`", "").split(", ")
    types = _COMMA.split(row["types"])
    if len(types) == 1:
        types *= len(names)
    # what is said of a number and a factor is said of the number
    number = "int" if any(its_type.startswith("int") for its_type in types) else "float"
    has_bound = bool(_BOUND.search(row[0]) or _COUNT.search(row["meaning"]))
    for name, its_type in zip(names, types, strict=False):
        if shape := _SHAPE.match(its_type):
            yield name, _letters(shape[1])
        elif length := _LIST.match(its_type):
            items = map(_letters, _SHAPE.findall(f"{its_type} {row['meaning']}"))
            yield name, {"length": length[1] or name, "items": [*items]}
        elif has_bound and re.fullmatch(rf"{number}( from \d+ on)?", its_type):
            yield name, name


def _letters(shape: str) -> list[str]:
    """The letter of each axis, empty where the size is another one."""
    axes = shape.replace("−", "-").split(", ")
    return [axis if re.fullmatch(_LETTER, axis) else "" for axis in axes]
