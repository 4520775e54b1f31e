"""Values as short text for learners, the same in CPython and in the browser."""

from __future__ import annotations

from typing import Any

import numpy as np

MOST_SHOWN = 8
MOST_CHARACTERS = 120
DEEPEST_SHOWN = 4  # lists in lists (and axes of an array) beyond this many show as …
MOST_BITS = 1000  # bits of an integer that are still written as a number

_NAME: Any = type.__dict__["__name__"]
_PLAIN = (np.number, np.bool, np.str_, np.bytes_)


def type_name(value: Any) -> str:
    """The name of a value's type, whatever its class or metaclass claims."""
    name: str = _NAME.__get__(type(value))
    return _cut(name)


def plain(value: Any) -> Any:
    """A NumPy scalar as Python's, a subclass of array as array; asks the type, not the value."""
    kind = type(value)
    if issubclass(kind, np.ndarray):
        return np.ndarray.view(value, np.ndarray)
    if not issubclass(kind, _PLAIN):
        return value
    item = np.generic.item(value)
    if issubclass(type(item), np.generic):  # a long double stays one
        return complex(item) if issubclass(kind, np.complexfloating) else float(item)
    return item


def number(value: complex | float | int) -> str:
    """A number in at most six significant digits."""
    if isinstance(value, int):
        if value.bit_length() > MOST_BITS:
            return f"an integer of {value.bit_length()} bits"
        return str(value) if abs(value) < 10**12 else f"{float(value):.6g}"
    if isinstance(value, complex):
        return f"{value:.6g}"
    return f"{value + 0.0:.6g}"  # adding zero turns -0 into 0


def describe(value: Any) -> str:
    """A value of any type in one short line; never runs the value's own methods.

    Numbers come with six digits, arrays as ``dtype[shape] [first entries …]``.
    """
    return _describe(value, DEEPEST_SHOWN)


def _describe(value: Any, depth: int) -> str:
    value = plain(value)
    if type(value) is np.ndarray:
        return _array(value)
    if type(value) in (int, float, complex):
        return number(value)
    if value is None or type(value) in (bool, str, bytes):
        return _cut(repr(value))
    if type(value) in (list, tuple):
        shown = value[:MOST_SHOWN] if depth else ()
        inner = [_describe(entry, depth - 1) for entry in shown]
        text = ", ".join(inner if len(shown) == len(value) else [*inner, "…"])
        if type(value) is list:
            return _cut(f"[{text}]")
        return _cut(f"({text},)" if len(value) == 1 else f"({text})")  # as Python writes it
    return f"a value of type {type_name(value)}"


def _array(array: np.ndarray) -> str:
    shape = ", ".join(str(length) for length in array.shape)
    # How wide NumPy's usual integer is depends on the machine, and the browser's is narrower.
    name = {"i": "int", "u": "uint"}.get(array.dtype.kind, array.dtype.name)
    head = f"{name}[{shape}]"
    if array.dtype.kind not in "biufc":
        return head
    return _cut(f"{head} {_nested(array)}")


def _nested(array: np.ndarray) -> str:
    if array.ndim == 0:
        return describe(array[()])
    rows = array[: MOST_SHOWN if array.ndim < DEEPEST_SHOWN else 1]
    inner = [_nested(row) for row in rows]
    return f"[{', '.join(inner if len(rows) == len(array) else [*inner, '…'])}]"


def _cut(text: str) -> str:
    return text if len(text) <= MOST_CHARACTERS else text[: MOST_CHARACTERS - 1] + "…"


def form_of(value: Any) -> str:
    """What a value is made of, without its numbers: two values of one form may be one mistake."""
    value = plain(value)
    if type(value) is np.ndarray:
        return f"{value.dtype.kind}{list(value.shape)}"
    if type(value) in (list, tuple):
        parts = ", ".join(map(type_name, value[:MOST_SHOWN]))
        return f"{type_name(value)} of {len(value)}: {parts}"
    return type_name(value)
