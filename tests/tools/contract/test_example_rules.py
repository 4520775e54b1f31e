"""Calls in a prompt's code give what is written beside them."""

from __future__ import annotations

import pytest

from tests.whole_course import COURSE
from tools.contract.example_rules import example_findings

SOLUTION = "import numpy as np\ndef twice(x):\n    return 2 * np.asarray(x)\n"


def found(code: str) -> list[tuple[str, int | None]]:
    text = f"Twice.\n\n```python\n{code}\n```\n"
    return [(each.message, each.line) for each in example_findings(text, SOLUTION)]


@pytest.mark.parametrize(
    "code",
    [
        "twice(1)  # 2",
        "twice([1, -0.5])\n# [2.0, −1.0]",
        "x = [1, 2]\ntwice(x)  # 1 + 1 = 2 and (2, 4)",
        "twice(1) > 1  # True, of course",
        "twice(rng.random(2))  # [0.1, 0.2]",
        "twice(1)  # even",
        "type(1)  # 2 words",
    ],
)
def test_what_is_right_or_cannot_be_known_is_left_alone(code: str) -> None:
    assert found(code) == []


@pytest.mark.parametrize(
    ("code", "words", "line"),
    [
        ("twice(1)  # 3", "“3” is not what the call gives", 4),
        ("x = 1\ntwice(x)\n# 1 + 1 = 3", "“1 + 1 = 3” is not what the call gives", 6),
        ("twice([1, 2])  # 4", "“4” has 1 numbers, and the call gives 2", 4),
        ("twice(1) > 2  # True", "True is printed, and the call gives False", 4),
        ("twice([][0])  # 2", "ends with IndexError", 4),
        ("x = 1\ntwice(  # 2", "is not valid Python", 5),
    ],
)
def test_what_is_wrong_is_told_with_its_line(code: str, words: str, line: int) -> None:
    (message, where), *rest = found(code)
    assert words in message
    assert (where, rest) == (line, [])


def test_the_prompts_hold() -> None:
    for exercise in COURSE.code.values():
        assert list(example_findings(exercise.prompt, exercise.solution)) == []
