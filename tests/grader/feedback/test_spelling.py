"""A misspelt name finds the one that was meant, and no other."""

import pytest

from grader.feedback.spelling import nearest


@pytest.mark.parametrize(
    ("word", "names", "found"),
    [
        ("thetaa", ["theta", "alpha"], "theta"),
        ("aplha", ["theta", "alpha"], "alpha"),
        ("lenght", ["length", "weight"], "length"),
        ("Theta", ["theta"], "theta"),
        ("retrun", ["return"], "return"),
        ("grad_fm", ["grad_fn", "grad"], "grad_fn"),
        ("theta", ["theta"], ""),
        ("x", ["y", "z"], ""),
        ("steps", ["alpha", "theta"], ""),
        ("", ["a"], ""),
        ("word", [], ""),
        ("bananna", ["banana", "bandana"], "banana"),
        ("x" * 5000, ["x" * 4999, "y" * 5001], "x" * 4999),
        (
            f"{'x' * 5000}ab{'y' * 5000}",
            [f"{'x' * 5000}ba{'y' * 5000}"],
            f"{'x' * 5000}ba{'y' * 5000}",
        ),
    ],
)
def test_nearest_name(word: str, names: list[str], found: str) -> None:
    assert nearest(word, names) == found
