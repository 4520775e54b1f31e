"""Traces: what a check recorded, in a JSON form that can be shipped and compared.

A submission's trace at a check is what tells one mistake from another: a learner's failing check is
recognised when it left the same labels and values as a stored wrong submission did.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np

from grader.values.describe import LONGEST, describe, plain, type_name

RELATIVE = 1e-6
ABSOLUTE = 1e-9
MOST_VALUES = 64  # of a larger array, this many evenly spaced entries are kept
MOST_LISTED = 4096  # entries of nested lists that are kept in all
DEEPEST = 20
LARGEST = 10_000_000  # entries of an array that is still copied

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
    kept = plain(value)
    if type(kept) is np.ndarray and kept.size <= LARGEST:
        kept = kept.copy()
    for trace in _open_traces:
        trace.append((label, kept))


def encode(value: Any) -> Any:
    """A value in JSON form; values of other types are reduced to the name of their type."""
    return _encode(value, DEEPEST, [MOST_LISTED])


def _encode(value: Any, depth: int, room: list[int]) -> Any:
    value = plain(value)
    if value is None or type(value) is bool:
        return value
    if type(value) is int and value.bit_length() <= LONGEST:
        return value
    if type(value) is str:
        return value[:1000]
    if type(value) in (float, complex):
        return _real(value) if type(value) is float else [_real(value.real), _real(value.imag)]
    if type(value) is np.ndarray and value.dtype.kind in "biuf":
        values = [encode(value.flat[index]) for index in _spread(value.size)]
        return {"shape": list(value.shape), "values": values}
    if type(value) in (list, tuple) and depth and room[0] > 0:
        kept = value[:MOST_VALUES]
        room[0] -= len(kept)
        return {"length": len(value), "values": [_encode(one, depth - 1, room) for one in kept]}
    return {"type": type_name(value)}


def _spread(size: int) -> list[int]:
    if size <= MOST_VALUES:
        return list(range(size))
    return [place * (size - 1) // (MOST_VALUES - 1) for place in range(MOST_VALUES)]


def encode_trace(trace: Iterable[Entry]) -> list[list[Any]]:
    """A trace in JSON form: ``[label, encoded value]`` pairs."""
    return [[label, encode(value)] for label, value in trace]


def same_trace(first: Sequence[Sequence[Any]], second: Sequence[Sequence[Any]]) -> bool:
    """Whether two encoded traces hold the same labels and, to 1e-6, the same values."""
    return len(first) == len(second) and all(
        one[0] == two[0] and same_value(one[1], two[1])
        for one, two in zip(first, second, strict=True)
    )


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
    values = {label: describe(value) for label, value in plain_values}
    return {**values, "expected": expected, "found": found}


def _real(value: float) -> float | str:
    return value if math.isfinite(value) else str(value)  # strict JSON has no nan and no inf


def same_value(one: Any, two: Any) -> bool:
    """Whether two encoded values are the same, numbers to 1e-6."""
    if isinstance(one, bool) or isinstance(two, bool):
        return one is two
    if isinstance(one, int | float) and isinstance(two, int | float):
        return abs(one - two) <= ABSOLUTE + RELATIVE * max(abs(one), abs(two))
    if isinstance(one, list) and isinstance(two, list):
        return len(one) == len(two) and all(map(same_value, one, two))
    if isinstance(one, dict) and isinstance(two, dict):
        return one.keys() == two.keys() and all(same_value(one[key], two[key]) for key in one)
    return type(one) is type(two) and bool(one == two)
