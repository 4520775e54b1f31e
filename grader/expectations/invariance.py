"""Expectations that a result stays the same while its inputs change in a way that must not matter.

The functions that are called here may be the learner's; each call gets fresh copies.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from grader.expectations.basic import fail
from grader.values.compare import as_floats, compare_numbers, numbers
from grader.values.trace import record

__all__ = [
    "expect_permutation_invariant",
    "expect_same",
    "expect_scaling",
    "expect_shift_invariant",
]

ORDER = "the result depends on the order"


def expect_permutation_invariant(
    label: str,
    function: Callable[..., Any],
    arrays: Sequence[np.ndarray],
    rng: np.random.Generator,
    rtol: float = 1e-6,
    atol: float = 1e-9,
    feedback: str | None = None,
) -> None:
    """Expect the same result whatever the order of the entries along axis 0.

    All arrays are put into another order together: reversed, turned by one place, and once at
    random.

    Args:
        function: of these arrays; returns numbers, or a tuple of numbers.
        arrays: each float[N, ...].

    Raises:
        CheckFailed: if the result is not a number or changes.
    """
    first = function(*(array.copy() for array in arrays))
    count = len(arrays[0])
    places = np.arange(count)
    for order in (places[::-1], np.roll(places, 1), rng.permutation(count)):
        reordered = function(*(array[order] for array in arrays))
        expect_same(label, reordered, first, ORDER, rtol, atol, feedback)


def expect_scaling(
    label: str,
    function: Callable[[np.ndarray], Any],
    array: np.ndarray,
    power: float = 0.0,
    factors: Sequence[float] = (0.5, 3.0),
    rtol: float = 1e-6,
    atol: float = 1e-9,
    feedback: str | None = None,
) -> None:
    """Expect ``f(c·x) = c**power · f(x)``; with power 0, that the scale does not matter.

    Raises:
        CheckFailed: if the result is not a number or scales in another way.
    """
    first = function(array.copy())
    for factor in factors:
        scaled = function(factor * array)
        change = f"with an input {factor:g} times as large, the result is not "
        change += "the same" if not power else f"{factor**power:g} times as large"
        expected = _moved(first, factor**power, 0.0)
        expect_same(label, scaled, expected, change, rtol, atol, feedback)


def expect_shift_invariant(
    label: str,
    function: Callable[[np.ndarray], Any],
    array: np.ndarray,
    shifts: Sequence[float] = (-3.0, 10.0),
    moves: bool = False,
    rtol: float = 1e-6,
    atol: float = 1e-9,
    feedback: str | None = None,
) -> None:
    """Expect ``f(x + c) = f(x)``, or ``f(x) + c`` if the result ``moves`` along.

    Raises:
        CheckFailed: if the result is not a number or changes in another way.
    """
    first = function(array.copy())
    for shift in shifts:
        shifted = function(array + shift)
        change = f"with {shift:g} added to the input, the result is not "
        change += "larger by the same amount" if moves else "the same"
        expected = _moved(first, 1.0, shift if moves else 0.0)
        expect_same(label, shifted, expected, change, rtol, atol, feedback)


def expect_same(
    label: str,
    found: Any,
    first: Any,
    change: str,
    rtol: float = 1e-6,
    atol: float = 1e-9,
    feedback: str | None = None,
) -> None:
    """Expect two results to be the same numbers; ``change`` says what it means if they are not.

    Args:
        found, first: numbers, or tuples of numbers.
        change: clause that says what it means if they are not.

    Raises:
        CheckFailed: if one is not a number, or they differ.
    """
    pairs = [(first, found)]
    if type(first) is tuple and type(found) is tuple and len(first) == len(found):
        pairs = list(zip(first, found, strict=True))
    for before, after in pairs:
        goal, array = numbers(before), numbers(after)
        if goal is None:  # not yet what was asked for, before anything was changed
            record(label, before)
            difference = compare_numbers(before, None, np.zeros(()), rtol, atol)
            assert difference is not None
            fail(label, difference, feedback, "numbers", before)
        record(label, after if array is None else array)
        difference = compare_numbers(after, array, as_floats(goal), rtol, atol)
        if difference:
            shown = replace(difference, words=f": {change}{difference.words}")
            fail(label, shown, feedback, as_floats(goal), after)


def _moved(result: Any, factor: float, shift: float) -> Any:
    """A result with its numbers multiplied and moved; what is none stays as it is."""
    if type(result) is tuple:
        return tuple(_moved(part, factor, shift) for part in result)
    array = numbers(result)
    with np.errstate(all="ignore"):
        return result if array is None else factor * as_floats(array) + shift
