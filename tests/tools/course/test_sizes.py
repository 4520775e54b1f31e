"""The sizes that a prompt allows, as its table has them."""

from __future__ import annotations

import pytest

from tools.course.sizes import forms_of, smallest_of


@pytest.mark.parametrize(
    ("row", "forms", "smallest"),
    [
        ("`x` | float[N, D] | inputs", {"x": ["N", "D"]}, {}),
        ("`x`, `y` | float[N, 2], int[N'] | points", {"x": ["N", ""], "y": ["N'"]}, {}),
        ("`g`, `h` | float[P] | gradients, P ≥ 2", {"g": ["P"], "h": ["P"]}, {"P": 2}),
        ("`Z` | float[D, T] | D = 2 d + 1 ≥ 3 rows, T ≥ 0", {"Z": ["D", "T"]}, {"D": 3, "T": 0}),
        ("`bins` | float[n_L] | values", {"bins": ["n_L"]}, {}),
        ("`tasks` | list of K pairs | tasks", {"tasks": {"length": "K", "items": []}}, {}),
        (
            "`prompts` | list of two arrays each | inputs float[N, d], weights float[d]",
            {"prompts": {"length": "prompts", "items": [["N", "d"], ["d"]]}},
            {},
        ),
        ("`steps` | int | inner steps, 0 or more", {"steps": "steps"}, {"steps": 0}),
        ("`a`, `b` | int from 2 on | counts", {"a": "a", "b": "b"}, {"a": 2, "b": 2}),
        (
            "`m`, `n` | int | first, 1 or more; then 0 or more",
            {"m": "m", "n": "n"},
            {"m": 1, "n": 0},
        ),
        ("`n`, `rate` | int, float | how many, 0 or more, and η", {"n": "n"}, {"n": 0}),
        ("`alpha` | float | size of a step, 0 or more", {"alpha": "alpha"}, {"alpha": 0}),
        ("`A` | int | number of arms", {"A": "A"}, {"A": 1}),
        ("`goal` | int | the cell that pays", {}, {}),
        ("`f(x)` | function | gives float[N]", {}, {}),
        ("returns | float[N] | the result", {}, {}),
    ],
)
def test_a_row_says_where_sizes_are_and_which_is_the_smallest(
    row: str, forms: dict[str, object], smallest: dict[str, int]
) -> None:
    prompt = f"Write it.\n\n| name | type | meaning |\n|---|---|---|\n| {row} |\n"

    assert forms_of(prompt) == forms
    assert smallest_of(prompt) == smallest
