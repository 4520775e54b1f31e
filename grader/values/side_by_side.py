"""Expected and found values side by side, as a few lines of plain text that align."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from grader.values.describe import describe, number

MOST_ROWS, MOST_COLUMNS = 12, 6
MOST_LISTED = 8  # differing entries that are listed of a larger array
MARK = "*"
TINY = 1e-12  # of the largest number: what is left of rounding, and differs between machines
_HEAD = ("index", "expected", "found")


def pair(expected: float, found: float) -> tuple[str, str]:
    """Two numbers that differ, with as many digits as show it; six if that is enough."""
    for digits in (6, 9, 12, 17):
        wanted, actual = (f"{value + 0.0:.{digits}g}" for value in (expected, found))
        if wanted != actual:
            break
    return wanted, actual


def index_text(where: Sequence[int]) -> str:
    """An index as a learner writes it, ``[1, 2]``; empty for a single number."""
    return f"[{', '.join(str(place) for place in where)}]" if len(where) else ""


def at_index(where: tuple[int, ...]) -> str:
    """Where a value is, as a part of a sentence; empty for a single number."""
    return f" at index {where[0] if len(where) == 1 else where}" if where else ""


def beside(goal: np.ndarray, array: np.ndarray, wrong: np.ndarray) -> str:
    """Arrays of one shape beside each other, differing entries marked.

    Args:
        goal, array: float[...], expected and found.
        wrong: bool[...], which entries differ.

    Returns:
        All entries of a small array of one or two axes; the first differing ones of any other,
        with a line that sums up the rest. Empty for a single number.
    """
    if not goal.ndim:
        return ""
    goal, array = _rounded(goal), _rounded(array)
    if goal.ndim == 1 and len(goal) <= MOST_ROWS:
        return table([_row((place,), goal, array, wrong) for place in range(len(goal))])
    if goal.ndim == 2 and len(goal) <= MOST_ROWS and goal.shape[1] <= MOST_COLUMNS:
        return _blocks(goal, array, wrong)
    places = [tuple(int(step) for step in place) for place in np.argwhere(wrong)]
    lines = [table([_row(place, goal, array, wrong) for place in places[:MOST_LISTED]])]
    if len(places) > MOST_LISTED:
        lines.append(f"… and {len(places) - MOST_LISTED} more of {goal.size} entries")
    return "\n".join([*lines, _largest(goal, array, wrong)]).rstrip()


def beside_lists(expected: Sequence[object], found: Sequence[object], same: Sequence[bool]) -> str:
    """Two lists of plain values as rows; empty if they are long."""
    longest = max(len(expected), len(found))
    if longest > MOST_ROWS:
        return ""
    texts = [
        [describe(values[place]) if place < len(values) else "" for place in range(longest)]
        for values in (expected, found)
    ]
    differ = [place >= len(same) or not same[place] for place in range(longest)]
    return table(
        [(f"[{place}]", *row) for place, row in enumerate(zip(*texts, differ, strict=True))]
    )


def table(rows: Sequence[tuple[str, str, str, bool]]) -> str:
    """Lines of index, expected and found, the differing ones marked."""
    head, *lines = _aligned([list(_HEAD), *(list(row[:3]) for row in rows)])
    marked = [line + f" {MARK}" * row[3] for line, row in zip(lines, rows, strict=True)]
    return "\n".join([head, *marked])


def _row(
    place: tuple[int, ...], goal: np.ndarray, array: np.ndarray, wrong: np.ndarray
) -> tuple[str, str, str, bool]:
    wanted, actual = _texts(goal[place], array[place], wrong[place])
    return index_text(place), wanted, actual, bool(wrong[place])


def _texts(expected: float, found: float, differ: bool) -> tuple[str, str]:
    # What is close enough shows the same digits, so that the eye finds what is not.
    text = number(float(expected))
    return pair(float(expected), float(found)) if differ else (text, text)


def _blocks(goal: np.ndarray, array: np.ndarray, wrong: np.ndarray) -> str:
    rows, columns = goal.shape
    cells = [
        [_texts(goal[i, j], array[i, j], wrong[i, j]) for j in range(columns)] for i in range(rows)
    ]
    left = _aligned([[expected for expected, _ in row] for row in cells])
    marks = np.where(wrong, MARK, " ").tolist()
    right = _aligned(
        [
            [found + mark for (_, found), mark in zip(row, signs, strict=True)]
            for row, signs in zip(cells, marks, strict=True)
        ]
    )
    width = max(map(len, ["expected", *left]))
    lines = zip(["expected", *left], ["found", *right], strict=True)
    return "\n".join(f"{expected.ljust(width)}   {actual}".rstrip() for expected, actual in lines)


def _aligned(cells: list[list[str]]) -> list[str]:
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    return [
        "  ".join(text.rjust(width) for text, width in zip(row, widths, strict=True))
        for row in cells
    ]


def _largest(goal: np.ndarray, array: np.ndarray, wrong: np.ndarray) -> str:
    with np.errstate(all="ignore"):
        gaps = np.where(wrong, np.abs(array - goal), -1.0)
    gaps = np.where(np.isfinite(gaps), gaps, -1.0)
    if not gaps.size or gaps.max() < 0:
        return ""
    where = [int(step) for step in np.unravel_index(int(gaps.argmax()), gaps.shape)]
    return f"largest difference: {number(float(gaps.max()))} at {index_text(where)}"


def _rounded(array: np.ndarray) -> np.ndarray:
    """The same numbers, with what rounding left of a zero as zero."""
    finite = np.abs(array[np.isfinite(array)])
    scale = finite.max() if finite.size else 0.0
    return np.where(np.abs(array) < TINY * scale, 0.0, array)
