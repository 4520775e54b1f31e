"""What a check calls while it runs, with the arguments as they were before each call."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from types import FunctionType
from typing import Any

import numpy as np

from grader.files import GRADER_FILE
from grader.values.literal import generator_state, is_short, literal

MOST_CALLS = 500  # of a check whose arguments are kept
MOST_KEPT = 10_000  # entries of a result that is kept until the check ends
NOT_KEPT = object()


@dataclass(frozen=True)
class Frozen:
    """A value as it was: source that makes it, or what source is to be made from.

    Attributes:
        value: the object itself, which may have changed since.
        expression: of a plain value.
        array: a copy of one.
        state: of a generator, as in ``grader.values.literal``.
        cells: what a function of a grader.py found around it, by name.
    """

    value: Any
    expression: str = ""
    array: np.ndarray | None = None
    state: tuple[Any, ...] = ()
    cells: dict[str, Frozen] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """An expression that makes it; empty for a generator or function."""
        return self.expression if self.array is None else literal(self.array) or ""


@dataclass
class Call:
    """One call.

    Attributes:
        before, named: the arguments as they were; None if one of them cannot be written.
        result: what it gave; ``NOT_KEPT`` if it has not ended, or gave something large.
    """

    name: str
    before: list[Frozen] | None
    named: dict[str, Frozen] | None
    result: Any = NOT_KEPT
    ended: bool = False


class Calls:
    """Collects the calls of functions that have been handed out by ``watched``."""

    def __init__(self) -> None:
        self.calls: list[Call] = []

    def forget(self) -> None:
        """Begin anew; nothing that was kept lives on."""
        self.calls = []

    def watched(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function, each call of which is noted."""

        def call(*values: Any, **named: Any) -> Any:
            noted = self._note(name, values, named)
            result = function(*values, **named)
            if noted is not None:
                noted.ended = True
                if _is_small(result):
                    noted.result = result
            return result

        return call

    def _note(self, name: str, values: tuple[Any, ...], named: dict[str, Any]) -> Call | None:
        if len(self.calls) >= MOST_CALLS:
            return None
        before = _all([freeze(value) for value in values])
        options = _all([freeze(value) for value in named.values()])
        keywords = None if options is None else dict(zip(named, options, strict=True))
        noted = Call(name, before, keywords)
        self.calls.append(noted)
        return noted


def _all(frozen: list[Frozen | None]) -> list[Frozen] | None:
    values = [value for value in frozen if value is not None]
    return values if len(values) == len(frozen) else None


def freeze(value: Any) -> Frozen | None:
    """A value as it is now; None if no source can be written for it."""
    kind = type(value)
    if kind is np.ndarray:
        return Frozen(value, array=value.copy()) if is_short(value) else None
    if kind is np.random.Generator:
        return Frozen(value, state=generator_state(value))
    if kind is FunctionType and value.__code__.co_filename == GRADER_FILE:
        return _function(value)
    text = literal(value)
    return None if text is None else Frozen(value, text)


def _function(function: FunctionType) -> Frozen | None:
    if function.__defaults__ or function.__kwdefaults__:
        return None  # they were worked out where the function was made
    cells: dict[str, Frozen] = {}
    closure = function.__closure__ or ()
    for name, cell in zip(function.__code__.co_freevars, closure, strict=True):
        try:
            frozen = freeze(cell.cell_contents)
        except ValueError:  # not assigned yet
            return None
        if frozen is None or cell.cell_contents is function:
            return None
        cells[name] = frozen
    return Frozen(function, cells=cells)


def _is_small(result: Any) -> bool:
    if type(result) is np.ndarray:
        return result.size <= MOST_KEPT
    return type(result) not in (list, tuple, dict, str, bytes) or len(result) <= MOST_KEPT
