"""A small code exercise, and a way to grade that checks what must hold for every Report."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import replace
from multiprocessing import Pipe
from typing import Any

import pytest

from grader import CodeExercise, Report, grade
from grader.report import VERDICTS

SOLUTION = "def double(values):\n    return 2.0 * values\n"
GRADER = """
import numpy as np
from grader import check, expect_close, expect_unchanged


@check("1, 2 and 3 become 2, 4 and 6")
def small_numbers(learner, solution, rng):
    expect_close("double of (1, 2, 3)", learner.double(np.array([1.0, 2.0, 3.0])), [2, 4, 6])


@check("The given array keeps its values.", after="small_numbers")
def input_kept(learner, solution, rng):
    values = np.array([1.0, 2.0, 3.0])
    learner.double(values)
    expect_unchanged("values", values, np.array([1.0, 2.0, 3.0]))


@check("Random numbers match")
def random_numbers(learner, solution, rng):
    values = rng.normal(size=5)
    expect_close("double of five numbers", learner.double(values), solution.double(values))
"""
TOY = CodeExercise(
    id="arithmetic/double",
    version="0" * 64,
    seconds=2.0,
    defines=("double(values)",),
    starter="def double(values):\n    return values\n",
    solution=SOLUTION,
    grader=GRADER,
)


@pytest.fixture(scope="session")
def toy() -> CodeExercise:
    """Doubling every number of an array."""
    return TOY


@pytest.fixture(scope="session")
def toy_with() -> Callable[..., CodeExercise]:
    """``toy_with(known=…, grader=…)``: the toy with other contents."""
    return lambda **changes: replace(TOY, **changes)


def apart[Result](work: Callable[[], Result]) -> Result:
    """The result of work that is done in a process of its own, as every grading is."""
    ours, theirs = Pipe(duplex=False)
    process = os.fork()
    if not process:
        try:
            theirs.send(work())
        finally:
            os._exit(0)
    theirs.close()
    try:
        result: Result = ours.recv()
    finally:
        os.waitpid(process, 0)
    return result


@pytest.fixture(scope="session")
def graded() -> Callable[..., Report]:
    """``graded(text)`` is the Report, made in an interpreter that is used for nothing else."""

    def run(text: Any, exercise: CodeExercise = TOY, seed: int = 0) -> Report:
        report = apart(lambda: grade(exercise, text, seed))
        assert report.verdict in VERDICTS
        assert json.loads(json.dumps(report.data()))["verdict"] == report.verdict
        return report

    return run
