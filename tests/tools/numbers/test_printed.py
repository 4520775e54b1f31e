"""A printed number holds if it is what is computed, rounded to the digits that it shows."""

from __future__ import annotations

import pytest

from tools.numbers.printed import agrees, correct_text, numbers


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        ("0.24", [0.2449], [0.2451]),
        ("0.24", [0.2351], [0.2349]),
        ("0.25", [0.245], [0.2449]),
        ("−3.33", [-3.333], [3.333]),
        (r"\(-1.5 \cos x\)", [-1.5], [1.5]),
        ("16,384 of them", [16384], [16385]),
        ("78 % of it", [0.784], [0.786]),
        (r"99.99\,% or 0.6 %", [99.99, 0.0064], [99.99, 0.0066]),
        ("8.5 ± 0.3 ms", [8.46, 0.31], [8.46, 0.36]),
        ("2 to 5", [2, 5], [2, 6]),
        ("2-5 or 2–5", [2, 5, 2, 5], [2, -5, 2, 5]),
        ("1e-7", [1e-7], [2e-7]),
        ("| 1.0 | 12 |", [1.04, 12], [1.06, 12]),
        ("Five times of the twelve", [5, 12], [6, 12]),
        ("RL² in h2 at (0.5,1.5)", [0.5, 1.5], [0.5, 1.6]),
    ],
)
def test_a_number_is_held_to_its_digits(text: str, right: list[float], wrong: list[float]) -> None:
    printed = list(numbers(text))
    assert len(printed) == len(right)
    assert all(map(agrees, printed, right))
    assert not all(map(agrees, printed, wrong))


@pytest.mark.parametrize(
    ("text", "values", "right"),
    [
        ("0.24 | 0.30", [0.2561, 0.301], "0.26 | 0.30"),
        ("from −1.0 to 1,000", [0.5, 2345.6], "from 0.5 to 2,346"),
        ("(0.5, -2)", [-0.5, -3], "(−0.5, -3)"),
        ("78 % of 2e-3", [0.123, 0.0041], "12 % of 4e-03"),
        ("Three of seven", [4, 20], "Four of 20"),
    ],
)
def test_what_should_be_printed_is_written_alike(
    text: str, values: list[float], right: str
) -> None:
    assert correct_text(text, values) == right
