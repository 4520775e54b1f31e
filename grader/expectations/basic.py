"""The expectations that a grader states; each records (label, found) and then compares.

Values that a learner returns may be anything: nothing here trusts their methods.
"""

from __future__ import annotations

from typing import Any, NoReturn

import numpy as np

from grader.values.compare import (
    NO_RETURN,
    Difference,
    as_floats,
    compare_numbers,
    compare_plain,
    first_not_finite,
    numbers,
)
from grader.values.describe import describe, form_of, number, plain
from grader.values.trace import record

__all__ = [
    "CheckFailed",
    "expect_between",
    "expect_close",
    "expect_equal",
    "expect_several",
    "expect_true",
    "expect_unchanged",
    "fail",
    "finite_numbers",
    "record",
]

COUNTED = {2: "two", 3: "three", 4: "four"}


class CheckFailed(Exception):
    """An expectation does not hold; carries what the learner is told.

    Attributes:
        value: the learner's value itself.
    """

    def __init__(
        self,
        feedback: str,
        expected: str = "",
        found: str = "",
        stage: str = "condition",
        where: str = "",
        diff: str = "",
        value: Any = None,
    ) -> None:
        super().__init__(feedback)
        self.feedback, self.expected, self.found = feedback, expected, found
        self.stage, self.where, self.diff = stage, where, diff
        self.value = value


def expect_close(
    label: str,
    found: Any,
    expected: Any,
    rtol: float = 1e-6,
    atol: float = 1e-9,
    feedback: str | None = None,
) -> None:
    """Expect numbers of the same shape, all finite, and close to the expected ones.

    Close means that ``|found − expected|`` is at most ``atol + rtol·|expected|``. The comparison
    goes in stages: numeric, shape, finite, values.

    Args:
        label: short noun phrase that names the value.
        found: the learner's value; lists of numbers count as arrays, integers as floats.
        expected: float or float[...].
        feedback: what to say instead of the sentence made here.

    Raises:
        CheckFailed: if one of the four does not hold.
    """
    goal = np.asarray(expected, dtype=float)
    array = numbers(found)
    record(label, found if array is None else array)
    difference = compare_numbers(found, array, goal, rtol, atol)
    if difference:
        fail(label, difference, feedback, expected, found)


def expect_equal(label: str, found: Any, expected: Any, feedback: str | None = None) -> None:
    """Expect the same plain value: ``None``, bool, integer, string, or a list or tuple of these.

    Raises:
        CheckFailed: if type (apart from integer types) or value differ.
    """
    value = plain(found)
    record(label, value)
    difference = compare_plain(value, expected)
    if difference:
        fail(label, difference, feedback, expected, found)


def expect_true(label: str, condition: bool, feedback: str, *returned: Any) -> None:
    """Expect a condition that the check has worked out; ``feedback`` says what a failure means.

    Args:
        returned: the learner's value, where the condition is on its form. Then a mistake is that of
            a stored submission only if it has the same wrong form.

    Raises:
        CheckFailed: if the condition does not hold.
    """
    record(label, bool(condition))
    if not condition:
        feedback += _record_form(label, *returned)
        raise CheckFailed(feedback, "true", "false", "condition", value=condition)


def _record_form(label: str, *returned: Any) -> str:
    """Keep which form a learner's value has; returns what is to be said of it."""
    for value in returned:
        record(f"form of {label}", form_of(value))
    return NO_RETURN if returned and returned[0] is None else ""


def expect_several(found: Any, count: int, feedback: str) -> Any:
    """Expect so many results, in a tuple or a list, and return them; ``feedback`` says which.

    Args:
        found: what the learner's function returned.
        count: two to four.

    Returns:
        A tuple or a list, and nothing derived from these, whose methods would be the learner's.

    Raises:
        CheckFailed: if it is neither tuple nor list, or holds more or fewer.
    """
    label = f"{COUNTED[count]} results"
    results = found
    for kind in (tuple, list):
        if issubclass(type(found), kind) and type(found) is not kind:
            results = list(kind.__iter__(found))
    is_right = type(results) in (tuple, list) and len(results) == count
    record(label, is_right)
    if not is_right:
        feedback += _record_form(label, found)
        raise CheckFailed(feedback, label, describe(found), "condition", value=found)
    return results


def expect_between(
    label: str, found: Any, low: float, high: float, feedback: str | None = None
) -> None:
    """Expect one number with ``low <= found <= high``.

    Raises:
        CheckFailed: if it is not a single number or lies outside.
    """
    array = numbers(found)
    record(label, found if array is None else array)
    span = number(low) if low == high else f"{number(low)} to {number(high)}"
    if array is None or array.ndim:
        stage = "type" if array is None else "shape"
        words = f": expected a number, found {describe(found)}."
        missing = NO_RETURN if found is None else ""
        fail(label, Difference(stage, words + missing), feedback, span, found)
    value = as_floats(array).item()
    if not low <= value <= high:
        stage = "values" if np.isfinite(value) else "finite"
        words = f": expected {span}, found {number(value)}."
        fail(label, Difference(stage, words), feedback, span, found)


def expect_unchanged(
    label: str, found: np.ndarray, before: np.ndarray, feedback: str | None = None
) -> None:
    """Expect an array that was passed to the learner to hold what it held before the call.

    Raises:
        CheckFailed: if shape or a value changed.
    """
    record(label, found)
    if found.shape == before.shape and np.array_equal(found, before, equal_nan=True):
        return
    difference = compare_numbers(found, numbers(found), np.asarray(before, float), 0.0, 0.0)
    words = ": your code changed an array it was given; work on a copy."
    parts = (difference.stage, difference.where, difference.diff) if difference else ("values",)
    fail(label, Difference(parts[0], words, *parts[1:]), feedback, before, found)


def finite_numbers(label: str, found: Any, feedback: str | None, axes: int | None = None) -> Any:
    """A learner's value as float[...], recorded under its label.

    Args:
        axes: how many it must have; any number if None.

    Raises:
        CheckFailed: if it is not an array of numbers, has other axes, or holds nan or infinities.
    """
    array = numbers(found)
    record(label, found if array is None else array)
    if array is None or (axes is not None and array.ndim != axes):
        stage = "type" if array is None else "shape"
        expected = (
            "an array of numbers" if axes is None else f"an array of numbers with {axes} axes"
        )
        expected = {0: "a number", 1: "a row of numbers"}.get(
            -1 if axes is None else axes, expected
        )
        missing = NO_RETURN if found is None else ""
        words = f": expected {expected}, found {describe(found)}.{missing}"
        fail(label, Difference(stage, words), feedback, expected, found)
    floats = as_floats(array)
    difference = first_not_finite(floats)
    if difference:
        fail(label, difference, feedback, "finite numbers", found)
    return floats


def fail(
    label: str, difference: Difference, feedback: str | None, expected: Any, found: Any
) -> NoReturn:
    """Say that an expectation does not hold.

    Args:
        expected: the value; a text stands as it is.
        found: the learner's value, of any type.

    Raises:
        CheckFailed: always.
    """
    raise CheckFailed(
        feedback or label + difference.words,
        expected if isinstance(expected, str) else describe(expected),
        describe(found),
        difference.stage,
        difference.where,
        difference.diff,
        found,
    )
