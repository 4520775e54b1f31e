"""Many calls of one function, which a check asks for all at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

Rows = Iterable[tuple[Any, ...]]


def _call_in_turn(function: Callable[..., Any], rows: Rows) -> Iterable[Any]:
    return (function(*row) for row in rows)


# Another where the functions of a submission are in another process: see ``tools.regrade.apart``.
make_calls = _call_in_turn


def call_each(function: Callable[..., Any], rows: Rows) -> Iterable[Any]:
    """What a function returns for each of these rows of arguments, one call after the other.

    A loop does the same. Where a class is graded again, though, each call of a loop is a message
    from process to process, and these are one.

    Args:
        rows: which do not hang on what earlier calls have returned.
    """
    return make_calls(function, rows)
