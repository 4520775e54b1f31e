"""Traces: what a check recorded, in a JSON form that can be shipped and compared.

A submission's trace at a check is what tells one mistake from another: a learner's failing check is
recognised when it left the same labels and values as a stored wrong submission did.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.values.describe import MOST_BITS, describe, plain, type_name

RELATIVE = 1e-6
ABSOLUTE = 1e-9
MOST_VALUES = 64  # of a larger array, this many evenly spaced entries are kept
MOST_NESTED = 4096  # entries of nested lists that are kept in all
MOST_JOINED = 100_000  # entries of lists that are made arrays
DEEPEST_TRACED = 20
_LONGEST = 8  # bytes of a number that Python's own types hold
LARGEST = 10_000_000  # entries of an array that is still copied

_TYPE_OF_ARRAY = re.compile(r"^[a-z]+\d*\[[\d, ]*\] (?=\[)")

Entry = tuple[str, Any]

_open_traces: list[list[Entry]] = []


@contextmanager
def recording() -> Iterator[list[Entry]]:
    """Collect what is recorded inside the block, as ``(label, value)`` pairs."""
    trace: list[Entry] = []
    _open_traces.append(trace)
    try:
        yield trace
    finally:
        _open_traces.pop()


def record(label: str, value: Any) -> None:
    """Add a value to the trace of the running check, without comparing it; arrays are copied."""
    plain_value = plain(value)
    if type(plain_value) is np.ndarray and plain_value.size <= LARGEST:
        plain_value = plain_value.copy()
    for trace in _open_traces:
        trace.append((label, plain_value))


def encode(value: Any) -> Any:
    """A value in JSON form; values of other types are reduced to the name of their type.

    Numbers have the same form in a list and in an array: learners return either, and make the same
    mistake. So have a number and an array without axes.
    """
    return _encode(value, DEEPEST_TRACED, _Room())


@dataclass
class _Room:
    """How many more entries of lists are kept, and how many more are made arrays."""

    kept: int = MOST_NESTED
    joined: int = MOST_JOINED


def _encode(value: Any, depth: int, room: _Room) -> Any:
    value = _joined(plain(value), depth, room)
    if value is None or type(value) is bool:
        return value
    if type(value) is int and value.bit_length() <= MOST_BITS:
        return value
    if type(value) is str:
        return value[:1000]
    if type(value) in (float, complex):
        return _real(value) if type(value) is float else [_real(value.real), _real(value.imag)]
    if type(value) is np.ndarray and value.dtype.kind in "biuf":
        return {"shape": list(value.shape), "values": _entries(value)}
    if type(value) in (list, tuple) and depth and room.kept > 0:
        entries = value[:MOST_VALUES]
        room.kept -= len(entries)
        return {
            "length": len(value),
            "values": [_encode(entry, depth - 1, room) for entry in entries],
        }
    return {"type": type_name(value)}


def _entries(array: np.ndarray) -> list[Any]:
    """Some entries of an array of numbers, in JSON form."""
    if array.dtype.itemsize > _LONGEST:  # a long double is made a float first
        return [encode(array.flat[index]) for index in _spread(array.size)]
    entries = array.flat[_spread(array.size)].tolist()
    return list(map(_real, entries)) if array.dtype.kind == "f" else entries


def _joined(value: Any, depth: int, room: _Room) -> Any:
    """A list of numbers, or of rows of them, as an array, and an array without axes as a number."""
    if type(value) is np.ndarray and value.dtype.kind in "biuf" and not value.ndim:
        return plain(value[()])
    numbers = _plain_numbers(value, depth, room) if type(value) in (list, tuple) else None
    try:
        array = None if numbers is None else np.array(numbers)
    except (ValueError, OverflowError):  # ragged, or too large an integer
        return value
    return value if array is None or array.dtype.kind not in "biuf" else array


def _plain_numbers(value: Any, depth: int, room: _Room) -> list[Any] | None:
    """The entries, none of which has methods of its own; None if something else is among them."""
    numbers = []
    room.joined -= len(value)
    for entry in map(plain, value) if depth and room.joined > 0 else (None,):
        inner = entry
        if type(entry) in (list, tuple):
            inner = _plain_numbers(entry, depth - 1, room)
        elif type(entry) is np.ndarray:
            room.joined -= entry.size
            inner = entry if room.joined > 0 else None
        elif type(entry) not in (bool, int, float):
            inner = None
        if inner is None:
            return None
        numbers.append(inner)
    return numbers


def _spread(size: int) -> list[int]:
    if size <= MOST_VALUES:
        return list(range(size))
    return [place * (size - 1) // (MOST_VALUES - 1) for place in range(MOST_VALUES)]


def encode_trace(trace: Iterable[Entry]) -> list[list[Any]]:
    """A trace in JSON form: ``[label, encoded value]`` pairs."""
    return [[label, encode(value)] for label, value in trace]


def same_trace(first: Sequence[Sequence[Any]], second: Sequence[Sequence[Any]]) -> bool:
    """Whether two encoded traces hold the same labels and, to 1e-6, the same values."""
    if len(first) != len(second):
        return False
    for (label, value), (other_label, other) in zip(first, second, strict=True):
        if label != other_label or not same_value(value, other):
            return False
    return True


def fill(template: str, fields: dict[str, str]) -> str:
    """Put values into the ``{name}`` fields of a feedback; unknown names stay as they are."""
    return re.sub(r"\{([^{}]+)\}", lambda field: fields.get(field[1], field[0]), template)


def fields_of(trace: Iterable[Entry], expected: str, found: str) -> dict[str, str]:
    """The fields a feedback may use: ``expected``, ``found`` and every recorded label."""
    # A single number is recorded as an array without axes; a learner reads the number.
    plain_values = [
        (label, value[()] if type(value) is np.ndarray and not value.ndim else value)
        for label, value in trace
    ]
    fields = {label: describe(value) for label, value in plain_values}
    fields |= {"expected": expected, "found": found}
    # A sentence has an array's numbers; what type it has stands beside it, under "found".
    return {label: _TYPE_OF_ARRAY.sub("", text) for label, text in fields.items()}


def _real(value: float) -> float | str:
    return value if math.isfinite(value) else str(value)  # strict JSON has no nan and no inf


def same_value(value: Any, other: Any) -> bool:
    """Whether two encoded values are the same, numbers to 1e-6."""
    kind, other_kind = type(value), type(other)
    if kind in _NUMBERS and other_kind in _NUMBERS:
        apart = ABSOLUTE + RELATIVE * max(abs(value), abs(other))
        return value == other or bool(abs(value - other) <= apart)
    if kind is not other_kind:
        return False
    if kind is list:
        return len(value) == len(other) and all(map(same_value, value, other))
    if kind is dict:
        return value.keys() == other.keys() and all(
            same_value(value[key], other[key]) for key in value
        )
    return bool(value == other)


_NUMBERS = (int, float)
