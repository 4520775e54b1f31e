"""Expectations that a function leaves no mark on its arguments, and depends on no global state."""

from __future__ import annotations

import copy
import random
from collections.abc import Callable
from typing import Any

import numpy as np

from grader.expectations.basic import CheckFailed, expect_unchanged
from grader.expectations.invariance import expect_same
from grader.values.trace import record

GLOBAL = "the result changes with the global random state, or from call to call"
CHANGED = "{label}: your code changed {what} it was given; work on a copy."
DEEPEST_COMPARED = 5


def expect_arguments_kept(
    label: str, function: Callable[..., Any], *arguments: Any, feedback: str | None = None
) -> Any:
    """Call a function and expect its arguments to stay as they were; returns its result.

    Args:
        label: names the arguments.
        arguments: arrays, and lists and dictionaries of them; anything else is not looked at.

    Returns:
        What the function returned.

    Raises:
        CheckFailed: if an array, list or dictionary among them changed.
    """
    before = copy.deepcopy(arguments)
    result = function(*arguments)
    for place, (copied, argument) in enumerate(zip(before, arguments, strict=True), 1):
        _expect_kept(f"{label}, argument {place}", copied, argument, feedback, DEEPEST_COMPARED)
    return result


def expect_no_global_random(
    label: str, call: Callable[[], Any], feedback: str | None = None
) -> None:
    """Expect a result that depends on no global random numbers and no generator without a seed.

    Args:
        call: makes the call with a generator of its own in the same state each time; it is made
            three times, under two seeds of NumPy's and of Python's global random numbers, which
            are put back afterwards. A generator without a seed is noticed as well.

    Raises:
        CheckFailed: if two results differ, or are not numbers.
    """
    numpys, pythons = np.random.get_state(), random.getstate()
    results = []
    try:
        for seed in (1, 2, 1):
            np.random.seed(seed)
            random.seed(seed)
            results.append(call())
    finally:
        np.random.set_state(numpys)
        random.setstate(pythons)
    for other in results[1:]:
        expect_same(label, other, results[0], GLOBAL, 0.0, 0.0, feedback)


def _expect_kept(label: str, before: Any, after: Any, feedback: str | None, depth: int) -> None:
    if type(before) is np.ndarray:
        if before.dtype.kind in "biuf":
            expect_unchanged(label, after, before, feedback)
    elif depth and type(before) in (list, dict):
        kind = "a list" if type(before) is list else "a dictionary"
        is_same = len(before) == len(after)
        record(f"{label}: length", len(after))
        if type(before) is dict:
            is_same = is_same and all(map(_is_same, before, after))
        if not is_same:
            words = feedback or CHANGED.format(label=label, what=kind)
            lengths = (f"{len(before)} entries", f"{len(after)} entries")
            raise CheckFailed(words, *lengths, stage="shape", value=after)
        entries = before.items() if type(before) is dict else enumerate(before)
        for key, entry in entries:
            _expect_entry(f"{label}[{key!r}]", entry, after[key], feedback, depth - 1)


def _expect_entry(label: str, before: Any, after: Any, feedback: str | None, depth: int) -> None:
    if type(before) is type(after) and type(before) in (np.ndarray, list, dict):
        _expect_kept(label, before, after, feedback, depth)
    elif type(before) is not type(after) or (
        type(before) in _PLAIN and not _is_same(before, after)
    ):
        words = feedback or CHANGED.format(label=label, what="a list or dictionary")
        raise CheckFailed(words, stage="values", value=after)


def _is_same(value: Any, other: Any) -> bool:
    if value is other:  # nan is not equal to itself
        return True
    return type(value) is type(other) and type(value) in _PLAIN and bool(value == other)


_PLAIN = (bool, int, float, str, bytes)
