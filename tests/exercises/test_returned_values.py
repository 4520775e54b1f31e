"""The checks of every exercise cope with whatever a learner's function returns."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader import CodeExercise, grade
from grader.isolation.definitions import parse_define
from tests.shares import share
from tools.course.folder import load_course

COURSE = load_course(Path(__file__).parents[2])
CODE = {
    name: loaded.exercise
    for name, loaded in COURSE.exercises.items()
    if isinstance(loaded.exercise, CodeExercise)
}
VALUES = {
    "nothing": "None",
    "the first argument": "values[0] if values else None",
    "all arguments": "values",
    "text": "'text'",
    "a number": "3.5",
    "not a number": "float('nan')",
    "infinity": "[float('inf')] * 3",
    "a huge integer": "10**400",
    "bool": "True",
    "an empty list": "[]",
    "a ragged list": "[[1], [1, 2], 3]",
    "a pair of nothing": "(None, None)",
    "three of nothing": "(None, None, None)",
    "a dictionary": "{}",
    "keys that look alike": "{1: 2, '1': 3, (1,): [4], None: {}}",
    "a set of nothing": "{None}",
    "ten million numbers": "np.broadcast_to(0.5, 10**7)",
    "a generator": "(value for value in values)",
    "one axis": "np.zeros(1)",
    "two axes": "np.zeros((2, 2))",
    "empty axes": "np.zeros((0, 3))",
    "a pair of arrays": "(np.ones(2), np.ones((2, 2)))",
    "objects": "np.array([None, 'x'], dtype=object)",
    "complex": "np.ones(2) * 1j",
    "strings": "np.array(['a', 'b'])",
    "itself": "function",
    "an object": "A()",
    "objects in a list": "[A(), A()]",
}
HOSTILE = """
import numpy as np

class A:
    def refuse(self, *values, **named):
        raise RuntimeError
    __eq__ = __len__ = __iter__ = __bool__ = __array__ = __repr__ = __getitem__ = refuse
    __call__ = __add__ = __sub__ = __mul__ = __float__ = __hash__ = refuse
"""


def returning(exercise: CodeExercise, value: str) -> str:
    functions = [
        f"def {name}(*values):\n    function = {name}\n    return {value}\n"
        for name, _ in map(parse_define, exercise.defines)
    ]
    return "\n\n".join([HOSTILE, *functions])


CASES = {f"{name}-{value}": (CODE[name], VALUES[value]) for name in CODE for value in VALUES}
MOST = 100
LONGEST = 2000  # letters of what was found


@pytest.mark.parametrize("case", share(CASES, MOST))
def test_returned_value_fails_and_is_never_our_fault(case: str) -> None:
    exercise, value = CASES[case]

    report = grade(exercise, returning(exercise, value))

    assert report.verdict == "fail", (report.feedback, report.python)
    assert all(check.feedback for check in report.checks if check.verdict == "fail")
    assert all(len(check.found) <= LONGEST for check in report.checks)
