"""Expectations on what numerical code returns: gradients, order, and sums that stay the same."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from grader.expectations.basic import fail, finite_numbers
from grader.values.compare import Difference, compare_numbers
from grader.values.describe import number
from grader.values.side_by_side import at_index, beside, index_text, pair

ALIKE = 1e-6  # relative difference of errors that count as equal
SMALLEST = 1e-3  # of the steepest slope: smaller ones are compared with this much of it


@np.errstate(all="ignore")
def expect_gradient(
    label: str,
    found: Any,
    function: Callable[[np.ndarray], float],
    at: np.ndarray,
    rtol: float = 1e-4,
    step: float = 1e-5,
    feedback: str | None = None,
) -> None:
    """Expect the gradient of a function at a point, which central differences tell.

    Slope i is ``(f(x + h e_i) - f(x - h e_i)) / 2h`` with ``h = step · max(1, |x_i|)``. Its own
    relative error is about 1e-9 for smooth functions, far below ``rtol``. The entry with the
    largest relative error is told.

    Args:
        found: the learner's gradient, float[...] of the shape of ``at``.
        function: the grader's own, of an array like ``at``.
        at: float[...], a point where the function has a gradient.

    Raises:
        CheckFailed: if the gradient is no finite array of that shape, or an entry is wrong.
        ValueError: if the function itself is not finite there.
    """
    point = np.asarray(at, dtype=float)
    slopes = _slopes(function, point, step)
    floats = finite_numbers(label, found, feedback)
    difference = compare_numbers(floats, floats, slopes, 0.0, np.inf)
    if difference:  # in shape
        fail(label, difference, feedback, slopes, found)
    least = SMALLEST * np.abs(slopes).max(initial=0.0) + 1e-8
    errors = np.abs(floats - slopes) / np.maximum(np.maximum(abs(floats), abs(slopes)), least)
    wrong = np.asarray(errors > rtol)
    if wrong.any():
        # Of errors that differ by rounding only, the first: the same on every machine.
        largest = errors >= errors.max() * (1 - ALIKE)
        worst = np.unravel_index(int(largest.argmax()), errors.shape)
        where = tuple(int(place) for place in worst)
        wanted, actual = pair(float(slopes[where]), float(floats[where]))
        words = (
            f"{at_index(where)}: the slope there is {wanted}, found {actual} (relative error "
            f"{number(float(errors[where]))}, the largest; {wrong.sum()} of {wrong.size} wrong)."
        )
        shown = Difference("values", words, index_text(where), beside(slopes, floats, wrong))
        fail(label, shown, feedback, slopes, found)


@np.errstate(all="ignore")
def expect_monotone(
    label: str,
    found: Any,
    increasing: bool = True,
    strict: bool = False,
    slack: float = 0.0,
    feedback: str | None = None,
) -> None:
    """Expect numbers that only rise, or that only fall.

    Args:
        found: float[N].
        strict: whether neighbours must differ.
        slack: by how much a number may still go the wrong way.

    Raises:
        CheckFailed: if it is no row of finite numbers, or one goes the wrong way; names the first.
    """
    row = finite_numbers(label, found, feedback, axes=1)
    steps = np.diff(row) if increasing else -np.diff(row)
    wrong = np.flatnonzero(steps <= 0 if strict else steps < -slack)
    if wrong.size:
        place = int(wrong[0]) + 1
        way = ("rise" if increasing else "fall") if strict else f"{_never(increasing)}"
        before, after = number(float(row[place - 1])), number(float(row[place]))
        words = f" at index {place}: the numbers should {way}, but {before} is followed by {after}."
        shown = Difference("values", words, index_text((place,)))
        fail(label, shown, feedback, f"numbers that {way}", found)


@np.errstate(all="ignore")
def expect_sums_to(
    label: str,
    found: Any,
    total: float = 1.0,
    axis: int | None = None,
    low: float | None = 0.0,
    rtol: float = 1e-6,
    feedback: str | None = None,
) -> None:
    """Expect entries that sum to ``total``, none of them below ``low``, such as a belief.

    Args:
        found: float[...].
        axis: along which the sums are taken; None for one sum of all.
        low: that no entry may be below; None for no such limit.

    Raises:
        CheckFailed: if it is no array of finite numbers, an entry is too low, or a sum is wrong.
    """
    array = finite_numbers(label, found, feedback)
    if axis is not None and not -array.ndim <= axis < array.ndim:
        words = f": expected an axis {axis} to sum along, found an array of shape {array.shape}."
        fail(label, Difference("shape", words), feedback, f"an array with an axis {axis}", found)
    slack = rtol * max(abs(total), 1e-12)
    if low is not None and (array < low - slack).any():
        where = tuple(int(place) for place in np.argwhere(array < low - slack)[0])
        words = f"{index_text(where)}: no entry may be below {number(low)}, found "
        shown = Difference("values", f"{words}{number(float(array[where]))}.", index_text(where))
        fail(label, shown, feedback, f"entries of at least {number(low)}", found)
    sums = np.asarray(array.sum(axis=axis))
    wrong = np.abs(sums - total) > slack
    if wrong.any():
        where = tuple(int(place) for place in np.argwhere(wrong)[0]) if sums.ndim else ()
        place = f" {index_text(where)}" if where else ""
        wanted, actual = pair(total, float(sums[where]))
        words = f": the sum{place} should be {wanted} and is {actual}."
        shown = Difference("values", words, index_text(where))
        fail(label, shown, feedback, f"a sum of {number(total)}", found)


def _never(increasing: bool) -> str:
    return "never fall" if increasing else "never rise"


def _slopes(function: Callable[[np.ndarray], float], point: np.ndarray, step: float) -> np.ndarray:
    slopes = np.zeros(point.shape)
    for where in np.ndindex(point.shape):
        h = step * max(1.0, abs(float(point[where])))
        sides = []
        for sign in (1.0, -1.0):
            moved = point.copy()
            moved[where] += sign * h
            sides.append((float(function(moved)), float(moved[where])))
        (above, right), (below, left) = sides
        slopes[where] = (above - below) / (right - left)
    if not np.isfinite(slopes).all():
        raise ValueError("the function of a gradient check must be finite around the point")
    return slopes
