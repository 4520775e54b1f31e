"""Values as short text for learners, the same in CPython and in the browser."""

from __future__ import annotations

from typing import Any

import numpy as np

MOST_ENTRIES = 8
MOST_CHARACTERS = 120


def number(value: complex | float | int) -> str:
    """A number in at most six significant digits."""
    if isinstance(value, int):
        return str(value) if abs(value) < 10**12 else f"{float(value):.6g}"
    if isinstance(value, complex):
        return f"{value:.6g}"
    return f"{value + 0.0:.6g}"  # adding zero turns -0 into 0


def describe(value: Any) -> str:
    """A value of any type in one short line; never runs the value's own methods.

    Numbers come with six digits, arrays as ``dtype[shape] [first entries …]``.
    """
    if isinstance(value, np.ndarray):
        return _array(value.view(np.ndarray))
    if isinstance(value, np.generic):
        return describe(value.item()) if value.dtype.kind in "biufcSU" else _type_of(value)
    if type(value) in (int, float, complex):
        return number(value)
    if value is None or type(value) in (bool, str, bytes):
        return _cut(repr(value))
    if type(value) in (list, tuple):
        inner = ", ".join(describe(entry) for entry in value[:MOST_ENTRIES])
        more = ", …" if len(value) > MOST_ENTRIES else ""
        text = f"[{inner}{more}]" if type(value) is list else f"({inner}{more})"
        return _cut(text)
    return _type_of(value)


def _array(array: np.ndarray) -> str:
    shape = ", ".join(str(length) for length in array.shape)
    head = f"{array.dtype.name}[{shape}]"
    if array.dtype.kind not in "biufc":
        return head
    return _cut(f"{head} {_nested(array)}")


def _nested(array: np.ndarray) -> str:
    if array.ndim == 0:
        return describe(array.item())
    inner = ", ".join(_nested(row) for row in array[:MOST_ENTRIES])
    return f"[{inner}, …]" if len(array) > MOST_ENTRIES else f"[{inner}]"


def _type_of(value: Any) -> str:
    return f"a value of type {type(value).__name__}"


def _cut(text: str) -> str:
    return text if len(text) <= MOST_CHARACTERS else text[: MOST_CHARACTERS - 1] + "…"
