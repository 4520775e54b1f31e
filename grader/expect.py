"""The expectations that a grader states; each records (label, found) and then compares.

Values that a learner returns may be anything: nothing here trusts their methods.
"""

from __future__ import annotations

from typing import Any, NoReturn

import numpy as np

from grader.describe import describe, number, plain
from grader.trace import record

DEEPEST = 16  # lists in lists; more are no array of numbers

__all__ = [
    "CheckFailed",
    "expect_between",
    "expect_close",
    "expect_equal",
    "expect_true",
    "expect_unchanged",
    "record",
]


class CheckFailed(Exception):
    """An expectation does not hold; carries what the learner is told."""

    def __init__(self, feedback: str, expected: str = "", found: str = "") -> None:
        super().__init__(feedback)
        self.feedback, self.expected, self.found = feedback, expected, found


def expect_close(
    label: str,
    found: Any,
    expected: Any,
    rtol: float = 1e-6,
    atol: float = 1e-9,
    feedback: str | None = None,
) -> None:
    """Expect numbers: numeric, of the expected shape, finite, and ``|found − expected|`` at most
    ``atol + rtol·|expected|``, in this order.

    Args:
        label: short noun phrase that names the value.
        found: the learner's value; lists of numbers count as arrays.
        expected: float or float[...].
        feedback: what to say instead of the sentence made here.

    Raises:
        CheckFailed: if one of the four does not hold.
    """
    goal = np.asarray(expected, dtype=float)
    array = _recorded_numbers(label, found)
    if array is None:
        wanted = "a number" if goal.ndim == 0 else f"an array of numbers of shape {goal.shape}"
        _fail(feedback, f"{label}: expected {wanted}, found {describe(found)}.", expected, found)
    if array.shape != goal.shape:
        sentence = f"{label}: expected {_form(goal)}, found {_form(array)}."
        _fail(feedback, sentence, expected, found)
    array = _floats(array)
    if np.isfinite(goal).all() and not np.isfinite(array).all():
        where = _first(~np.isfinite(array))
        sentence = f"{label}{_at(where)}: expected a finite number, found {number(array[where])}."
        _fail(feedback, sentence, expected, found)
    with np.errstate(all="ignore"):  # a submission may have made NumPy raise
        wrong = ~np.isclose(array, goal, rtol=rtol, atol=atol, equal_nan=True)
    if wrong.any():
        where = _first(wrong)
        many = f" ({wrong.sum()} of {wrong.size} values differ)" if wrong.size > 1 else ""
        one, two = number(goal[where]), number(array[where])
        _fail(feedback, f"{label}{_at(where)}: expected {one}, found {two}{many}.", expected, found)


def expect_equal(label: str, found: Any, expected: Any, feedback: str | None = None) -> None:
    """Expect the same plain value: None, bool, integer, string, or a list or tuple of these.

    Raises:
        CheckFailed: if type (apart from integer types) or value differ.
    """
    value = plain(found)
    record(label, value)
    if not _equal(value, expected):
        one, two = describe(expected), describe(value)
        _fail(feedback, f"{label}: expected {one}, found {two}.", expected, value)


def expect_true(label: str, condition: bool, feedback: str) -> None:
    """Expect a condition that the grader has worked out; ``feedback`` says what it means.

    Raises:
        CheckFailed: if the condition does not hold.
    """
    record(label, bool(condition))
    if not condition:
        raise CheckFailed(feedback, "true", "false")


def expect_between(
    label: str, found: Any, low: float, high: float, feedback: str | None = None
) -> None:
    """Expect one number with ``low <= found <= high``.

    Raises:
        CheckFailed: if it is no single number or lies outside.
    """
    array = _recorded_numbers(label, found)
    if array is None or array.ndim:
        sentence = f"{label}: expected a number, found {describe(found)}."
        _fail(feedback, sentence, f"{number(low)} to {number(high)}", found)
    value = _floats(array).item()
    if not low <= value <= high:
        span = f"{number(low)} to {number(high)}"
        _fail(feedback, f"{label}: expected {span}, found {number(value)}.", span, found)


def expect_unchanged(
    label: str, found: np.ndarray, before: np.ndarray, feedback: str | None = None
) -> None:
    """Expect that an array given to the learner still holds what it held before.

    Raises:
        CheckFailed: if shape or a value changed.
    """
    record(label, found)
    if found.shape != before.shape or not np.array_equal(found, before, equal_nan=True):
        sentence = f"{label}: your code changed an array it was given; work on a copy."
        _fail(feedback, sentence, before, found)


def _fail(feedback: str | None, sentence: str, expected: Any, found: Any) -> NoReturn:
    wanted = expected if isinstance(expected, str) else describe(expected)
    raise CheckFailed(feedback or sentence, wanted, describe(found))


def _recorded_numbers(label: str, found: Any) -> np.ndarray | None:
    """The value as an array of real numbers, or None; records it either way."""
    try:
        array = None if _endless(found) else np.asarray(plain(found))
    except Exception:  # a ragged list, a length that no memory holds, an object that refuses
        array = None
    if array is None or array.dtype.kind not in "biuf":
        record(label, found)
        return None
    record(label, array)
    return array


def _endless(value: Any) -> bool:
    # NumPy would look for numbers in a list that contains itself for longer than anyone waits.
    depth = 0
    while type(value) in (list, tuple) and value and depth < DEEPEST:
        value, depth = value[0], depth + 1
    return depth == DEEPEST


def _floats(array: np.ndarray) -> np.ndarray:
    with np.errstate(all="ignore"):
        return array.astype(float)


def _equal(found: Any, expected: Any) -> bool:
    if isinstance(expected, list | tuple):
        return (
            type(found) is type(expected)
            and len(found) == len(expected)
            and all(map(_equal, found, expected))
        )
    found = plain(found)
    return type(found) is type(expected) and bool(found == expected)


def _first(mask: np.ndarray) -> tuple[int, ...]:
    return tuple(int(index) for index in np.argwhere(mask)[0]) if mask.ndim else ()


def _at(where: tuple[int, ...]) -> str:
    if not where:
        return ""
    return f" at index {where[0] if len(where) == 1 else where}"


def _form(array: np.ndarray) -> str:
    return f"an array of shape {array.shape}" if array.ndim else "a single number"
