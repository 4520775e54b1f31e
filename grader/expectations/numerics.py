"""Expectations on what numerical code returns: gradients, and sums that stay the same."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from grader.expectations.basic import fail, finite_numbers
from grader.values.compare import Difference, compare_numbers
from grader.values.describe import number
from grader.values.side_by_side import at_index, beside, index_text, pair

ALIKE = 1e-6  # relative difference of errors that count as equal
SUM_SLACK = 1e-6  # relative to the total
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
        CheckFailed: if the gradient is not a finite array of that shape, or an entry is wrong.
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
        expected, actual = pair(float(slopes[where]), float(floats[where]))
        words = (
            f"{at_index(where)}: the slope there is {expected}, found {actual} (relative error "
            f"{number(float(errors[where]))}, the largest; {wrong.sum()} of {wrong.size} wrong)."
        )
        shown = Difference("values", words, index_text(where), beside(slopes, floats, wrong))
        fail(label, shown, feedback, slopes, found)


@np.errstate(all="ignore")
def expect_sums_to(label: str, found: Any, total: float = 1.0, feedback: str | None = None) -> None:
    """Expect entries that sum to ``total``, none of them below 0, such as a belief.

    Args:
        found: float[...].

    Raises:
        CheckFailed: if it is not an array of finite numbers, an entry is too low or the sum is off.
    """
    array = finite_numbers(label, found, feedback)
    slack = SUM_SLACK * max(abs(total), 1e-12)
    if (array < -slack).any():
        where = tuple(int(place) for place in np.argwhere(array < -slack)[0])
        words = f"{index_text(where)}: no entry may be below 0, found "
        shown = Difference("values", f"{words}{number(float(array[where]))}.", index_text(where))
        fail(label, shown, feedback, "entries of at least 0", found)
    if not abs(array.sum() - total) <= slack:
        expected, actual = pair(total, float(array.sum()))
        words = f": the sum should be {expected} and is {actual}."
        fail(label, Difference("values", words), feedback, f"a sum of {number(total)}", found)


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
