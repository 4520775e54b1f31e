"""Small arrays are set side by side, large ones are summed up."""

from __future__ import annotations

import textwrap

import numpy as np
import pytest

from grader.values.side_by_side import MOST_LISTED, MOST_ROWS, beside, beside_lists, pair


def said(goal: object, found: object) -> str:
    one, two = np.array(goal, dtype=float), np.array(found, dtype=float)
    return beside(one, two, ~np.isclose(one, two, equal_nan=True))


def lines(text: str) -> str:
    return textwrap.dedent(text).strip("\n")


def test_one_axis_is_a_row_per_entry() -> None:
    assert said([1, 2.5, -3], [1, 5, np.nan]) == lines("""
        index  expected  found
          [0]         1      1
          [1]       2.5      5 *
          [2]        -3    nan *
    """).replace("\n" + " " * 8, "\n")


def test_two_axes_are_two_blocks() -> None:
    assert said([[1, 2], [3, 4]], [[1, 20.5], [3, 4]]) == "\n".join(
        ["expected   found", "1  2       1   20.5*", "3  4       3      4"]
    )


def test_single_number_needs_no_lines() -> None:
    assert said(1, 2) == ""


def test_large_array_lists_the_first_differences_and_the_largest() -> None:
    goal = np.zeros((20, 20))
    found = goal.copy()
    found[3, 4:16] = 1.0
    found[9, 9] = -2.5

    text = said(goal, found).splitlines()

    assert len(text) == 1 + MOST_LISTED + 2
    assert text[1].split() == ["[3,", "4]", "0", "1", "*"]
    assert text[-2:] == ["… and 5 more of 400 entries", "largest difference: 2.5 at [9, 9]"]


def test_three_axes_list_the_differing_entries() -> None:
    found = np.zeros((2, 2, 2))
    found[1, 0, 1] = 1.0

    assert said(np.zeros((2, 2, 2)), found).splitlines()[1] == "[1, 0, 1]         0      1 *"


def test_what_rounding_left_of_a_zero_shows_as_zero() -> None:
    assert "e-17" not in said([1.0, 0.0, 2.0], [1.0, 3e-17, 3.0])


@pytest.mark.parametrize("shape", [(0,), (0, 3), (3, 0), (MOST_ROWS + 1,), (1, 7), (1, 1, 1)])
def test_any_shape_shows_its_wrong_entries(shape: tuple[int, ...]) -> None:
    text = said(np.zeros(shape), np.full(shape, np.inf))

    assert ("inf" in text) == (0 not in shape)


@pytest.mark.parametrize(
    ("one", "two", "texts"),
    [
        (1.0, 2.0, ("1", "2")),
        (1.0, 1.0000004, ("1", "1.0000004")),
        (0.1 + 0.2, 0.3, ("0.30000000000000004", "0.29999999999999999")),
        (np.nan, 1.0, ("nan", "1")),
        (-0.0, 1.0, ("0", "1")),
    ],
)
def test_numbers_have_the_digits_that_tell_them_apart(
    one: float, two: float, texts: tuple[str, str]
) -> None:
    assert pair(one, two) == texts


def test_lists_are_rows_up_to_the_longer_one() -> None:
    text = beside_lists([1, "two", 3], [1, 2], [True, False])

    assert text.splitlines()[1:] == [
        "  [0]         1      1",
        "  [1]     'two'      2 *",
        "  [2]         3        *",
    ]
    assert beside_lists([0] * (MOST_ROWS + 1), [], []) == ""
