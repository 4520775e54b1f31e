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

from grader.describe import describe

RELATIVE = 1e-6
ABSOLUTE = 1e-9
MOST_VALUES = 64  # of a larger array, this many evenly spaced entries are kept

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
    """Note a value in the trace of the running check; arrays are copied."""
    kept = np.array(value, subok=False) if isinstance(value, np.ndarray) else value
    for trace in _open_traces:
        trace.append((label, kept))


def encode(value: Any) -> Any:
    """A value in JSON form; values of other types are reduced to the name of their type."""
    if isinstance(value, np.generic):
        value = value.item()
    if value is None or type(value) in (bool, int):
        return value
    if type(value) is str:
        return value[:1000]
    if type(value) in (float, complex):
        return _real(value) if type(value) is float else [_real(value.real), _real(value.imag)]
    if isinstance(value, np.ndarray) and value.dtype.kind in "biuf":
        flat = value.reshape(-1)
        if flat.size > MOST_VALUES:
            flat = flat[np.linspace(0, flat.size - 1, MOST_VALUES).astype(int)]
        return {"shape": list(value.shape), "values": [encode(entry) for entry in flat.tolist()]}
    if type(value) in (list, tuple):
        return {"length": len(value), "values": [encode(entry) for entry in value[:MOST_VALUES]]}
    return {"type": type(value).__name__}


def encode_trace(trace: Iterable[Entry]) -> list[list[Any]]:
    """A trace in JSON form: ``[label, encoded value]`` pairs."""
    return [[label, encode(value)] for label, value in trace]


def same_trace(first: Sequence[Sequence[Any]], second: Sequence[Sequence[Any]]) -> bool:
    """Whether two encoded traces hold the same labels and, to 1e-6, the same values."""
    return len(first) == len(second) and all(
        one[0] == two[0] and _same(one[1], two[1]) for one, two in zip(first, second, strict=True)
    )


def fill(template: str, fields: dict[str, str]) -> str:
    """Put values into the ``{name}`` fields of a feedback; unknown names stay as they are."""
    return re.sub(r"\{([^{}]+)\}", lambda field: fields.get(field[1], field[0]), template)


def fields_of(trace: Iterable[Entry], expected: str, found: str) -> dict[str, str]:
    """The fields a feedback may use: ``expected``, ``found`` and every recorded label."""
    values = {label: describe(value) for label, value in trace}
    return {**values, "expected": expected, "found": found}


def _real(value: float) -> float | str:
    return value if math.isfinite(value) else str(value)  # strict JSON has no nan and no inf


def _same(one: Any, two: Any) -> bool:
    if isinstance(one, bool) or isinstance(two, bool):
        return one is two
    if isinstance(one, int | float) and isinstance(two, int | float):
        return abs(one - two) <= ABSOLUTE + RELATIVE * max(abs(one), abs(two))
    if isinstance(one, list) and isinstance(two, list):
        return len(one) == len(two) and all(map(_same, one, two))
    if isinstance(one, dict) and isinstance(two, dict):
        return one.keys() == two.keys() and all(_same(one[key], two[key]) for key in one)
    return type(one) is type(two) and bool(one == two)
