"""Comparing a learner's value with the expected one in stages; the first that fails is told.

The stages of a comparison are type, shape, dtype, finite and values, in this order. A check can
also fail because the learner's code raised, or because a condition does not hold.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from grader.values.describe import describe, number, plain
from grader.values.side_by_side import at_index, beside, beside_lists, index_text, pair

STAGES = ("raised", "type", "shape", "dtype", "finite", "values", "condition")
DEEPEST_ARRAY = 16  # lists in lists; more are not an array of numbers
NO_RETURN = " A function that ends without return gives None."
CUT_ENTRIES = (
    "An array of integers cuts off the fractions written into it: make it an array of floats, "
    "for example with dtype=float"
)
FEW_DIGITS = "A {name} keeps only about {digits} digits: use NumPy's usual float64"
_DIGITS = {2: 3, 4: 7}  # by bytes of a float


@dataclass(frozen=True)
class Difference:
    """Where two values part.

    Attributes:
        stage: one of ``STAGES``.
        words: what to say after the value's name.
        where: index of the first differing entry, as text.
        diff: both values side by side, as a few lines.
    """

    stage: str
    words: str
    where: str = ""
    diff: str = ""


def numbers(value: Any) -> np.ndarray | None:
    """A value as an array of real numbers, or None if it is none."""
    try:
        array = None if _endless(value) else np.asarray(plain(value))
    except Exception:  # a ragged list, a length that no memory holds, an object that refuses
        return None
    return array if array is not None and array.dtype.kind in "biuf" else None


def compare_numbers(
    found: Any, array: np.ndarray | None, goal: np.ndarray, rtol: float, atol: float
) -> Difference | None:
    """The first stage at which numbers differ from ``goal``; None if they are close.

    Args:
        found: the learner's value.
        array: the same as ``numbers`` gives it.
        goal: float[...].
    """
    if array is None:
        return _no_numbers(found, goal)
    if array.shape != goal.shape:
        hint = ""
        if array.ndim > 1 and array.shape[::-1] == goal.shape:
            hint = " Its transpose has the expected shape."
        words = f": expected {_form(goal)}, found {_form(array)}.{hint}"
        lines = f"expected  {describe(goal)}\nfound     {describe(array)}"
        return Difference("shape", words, diff=lines)
    floats = as_floats(array)
    wrong = _wrong(floats, goal, rtol, atol)
    odd = first_not_finite(floats) if np.isfinite(goal).all() else None
    if odd:
        return replace(odd, diff=beside(goal, floats, wrong))
    if not wrong.any():
        return None
    where = _first(wrong)
    wanted, actual = pair(float(goal[where]), float(floats[where]))
    many = f" ({wrong.sum()} of {wrong.size} values differ)" if wrong.size > 1 else ""
    words, stage = f"{at_index(where)}: expected {wanted}, found {actual}{many}.", "values"
    reason = _dtype_reason(found, floats, goal)
    if reason:
        stage, words = "dtype", f"{at_index(where)}: expected {wanted}, found {actual}. {reason}."
    return Difference(stage, words, index_text(where), beside(goal, floats, wrong))


def compare_plain(found: Any, expected: Any) -> Difference | None:
    """The first difference between plain values; None if type and value are the same."""
    parted = _parted(found, expected)
    if parted is None:
        return None
    stage, path, wanted, actual = parted
    words = f"{at_index(tuple(path))}: expected {describe(wanted)}, found {describe(actual)}."
    if found is None:
        words += NO_RETURN
    diff = ""
    if isinstance(expected, list | tuple) and type(found) is type(expected):
        are_same = [_parted(a, b) is None for a, b in zip(found, expected, strict=False)]
        diff = beside_lists(expected, found, are_same)
    return Difference(stage, words, index_text(path), diff)


def first_not_finite(floats: np.ndarray) -> Difference | None:
    """Where the first nan or infinity is, if there is one."""
    odd = ~np.isfinite(floats)
    if not odd.any():
        return None
    where = _first(odd)
    words = f"{at_index(where)}: expected a finite number, found {number(float(floats[where]))}."
    return Difference("finite", words, index_text(where))


def as_floats(array: np.ndarray) -> np.ndarray:
    """float[...]; what is too large becomes inf, without a warning."""
    with np.errstate(all="ignore"):
        return array.astype(float)


def _no_numbers(found: Any, goal: np.ndarray) -> Difference:
    wanted = "a number" if goal.ndim == 0 else f"an array of numbers of shape {goal.shape}"
    words = f": expected {wanted}, found {describe(found)}."
    array = plain(found)
    if type(array) is np.ndarray:  # of objects, texts or complex numbers
        return Difference("shape" if array.shape != goal.shape else "dtype", words)
    return Difference("type", words + (NO_RETURN if found is None else ""))


def _wrong(floats: np.ndarray, goal: np.ndarray, rtol: float, atol: float) -> np.ndarray:
    with np.errstate(all="ignore"):  # a submission may have made NumPy raise
        if (differs := np.asarray(floats != goal)).any():
            close = np.isclose(floats, goal, rtol=rtol, atol=atol, equal_nan=True)
            differs = np.asarray(~close)
    return differs


def _dtype_reason(found: Any, floats: np.ndarray, goal: np.ndarray) -> str:
    """Why the type of an array's entries explains all that differs; empty if it does not.

    Integers where floats are expected are no mistake in themselves: they are told only if what
    they cut off is the difference.
    """
    array = plain(found)
    if type(array) is not np.ndarray or not np.isfinite(goal).all():
        return ""
    kind, width = array.dtype.kind, array.dtype.itemsize
    if kind in "iu" and not np.array_equal(goal, np.trunc(goal)):
        cut = (np.trunc(goal), np.floor(goal), np.rint(goal))
        return CUT_ENTRIES if any(np.array_equal(floats, entries) for entries in cut) else ""
    if kind == "f" and width in _DIGITS:
        size = 64 * float(np.finfo(array.dtype).eps)
        if np.isclose(floats, goal, rtol=size, atol=size).all():
            return FEW_DIGITS.format(name=array.dtype.name, digits=_DIGITS[width])
    return ""


def _parted(found: Any, expected: Any) -> tuple[str, list[int], Any, Any] | None:
    """Stage, path and both values of the first difference."""
    if isinstance(expected, list | tuple):
        if type(found) is not type(expected):
            return "type", [], expected, found
        if len(found) != len(expected):
            return "shape", [], expected, found
        for place, (value, goal) in enumerate(zip(found, expected, strict=True)):
            parted = _parted(value, goal)
            if parted:
                stage, path, *values = parted
                return stage, [place, *path], values[0], values[1]
        return None
    value = plain(found)
    if type(value) is not type(expected):
        return "type", [], expected, value
    return None if bool(value == expected) else ("values", [], expected, value)


def _endless(value: Any) -> bool:
    # NumPy would look for numbers in a list that contains itself for longer than anyone waits.
    depth = 0
    while type(value) in (list, tuple) and value and depth < DEEPEST_ARRAY:
        value, depth = value[0], depth + 1
    return depth == DEEPEST_ARRAY


def _first(mask: np.ndarray) -> tuple[int, ...]:
    return tuple(int(index) for index in np.argwhere(mask)[0]) if mask.ndim else ()


def _form(array: np.ndarray) -> str:
    return f"an array of shape {array.shape}" if array.ndim else "a single number"
