"""A run that is spared, because all comes again, would have come to the same."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from grader import CodeExercise, Report, grade, grade_at_each
from grader.expectations.checks import Check
from grader.expectations.recognition import SECOND_SEED
from grader.isolation.clean_state import clean_state
from grader.kinds.bench import behaviour_of, whole_run
from grader.kinds.code import grade_code
from grader.kinds.repeats import Remains, draws
from tests.shares import share
from tools.common.paths import ROOT
from tools.course.folder import load_course
from tools.course.kinds import CodeFolder
from tools.grading.traces import recognised_texts, same_findings

CODE = load_course(ROOT).code
MOST_EXERCISES, MOST_TEXTS = 3, 12
ALL = {"a": ("pass", [["value", 1]]), "b": ("fail", []), "drawn": ("pass", []), "c": ("skip", [])}


def fixed(learner: Any, solution: Any, rng: np.random.Generator) -> None:
    learner.f(1)


def drawing(learner: Any, solution: Any, rng: np.random.Generator) -> None:
    learner.f(rng.normal())


def drawing_inside(learner: Any, solution: Any, chance: np.random.Generator) -> None:
    learner.f([chance.normal() for _ in range(2)])


def drawing_by_name(learner: Any, solution: Any, rng: np.random.Generator) -> None:
    learner.f(locals()["rng"].normal())


@pytest.mark.parametrize(
    ("function", "is_drawing"),
    [(fixed, False), (drawing, True), (drawing_inside, True), (drawing_by_name, True)],
)
def test_a_check_draws_if_it_mentions_its_random_numbers(
    function: Callable[..., None], is_drawing: bool
) -> None:
    assert draws(Check("name", "Title", (), function)) is is_drawing


def space(text: str, name: str) -> dict[str, Any]:
    values: dict[str, Any] = {"__name__": name}
    exec(text, values)
    return values


def again(
    grader: str, submission: str, run: Callable[[dict[str, Any], dict[str, Any]], object]
) -> set[str]:
    """The names of the findings that are said to come at every seed, after a run."""
    spaces = space(grader, "exercise_grader"), space(submission, "submission")
    checks = [Check(name, "", (), fixed) for name in "abc"] + [Check("drawn", "", (), drawing)]
    remains = Remains(checks, *spaces)
    run(*spaces)
    return {*remains.coming_again(ALL)} if remains.are_none else set()


PLAIN = "import numpy as np\nN = 3\nTABLE = np.ones(2)\ndef f(x, n=2):\n    return n * x * TABLE\n"
GRADER = """
import numpy as np
from functools import partial
PAIR = np.ones(2)
class World:
    def __init__(self):
        super().__init__()
def play(f, world=World, lengths=(3, 3)):
    return f(PAIR)
"""


@pytest.mark.parametrize(
    ("what", "submission", "run"),
    [
        ("nothing", PLAIN, lambda grader, own: grader["play"](own["f"])),
        ("a generator of the checks", "def f(x, rng): return rng.random()",
         lambda grader, own: own["f"](1, np.random.default_rng(0))),
    ],
)  # fmt: skip
def test_what_draws_nothing_comes_again(what: str, submission: str, run: Any) -> None:
    assert again(GRADER, submission, run) == {"a", "b"}


@pytest.mark.parametrize(
    ("what", "submission", "run"),
    [
        ("an array of the grader", PLAIN, lambda grader, own: grader["PAIR"].fill(0.0)),
        ("an array", PLAIN, lambda grader, own: own["TABLE"].fill(0.0)),
        ("a name", "n = 0\ndef f():\n    global n\n    n += 1", lambda grader, own: own["f"]()),
        ("a name that is new", "def f():\n    global n\n    n = 1", lambda _, own: own["f"]()),
        ("an attribute", "def f(): f.calls = 1", lambda grader, own: own["f"]()),
        ("NumPy's numbers", "import numpy\ndef f(): numpy.random.rand()",
         lambda grader, own: own["f"]()),
        ("Python's numbers", "import random\ndef f(): random.random()", lambda _, own: own["f"]()),
        ("a default value", "def f(seen=[]): seen.append(1)", lambda grader, own: None),
        ("a class", "class F:\n    seen = []\n    def f(self): pass",
         lambda grader, own: own["F"].seen.append(1)),
        ("a function around it",
         "def make():\n    seen = []\n    def f(): seen.append(1)\n    return f\nf = make()",
         lambda grader, own: None),
        ("chance", "import numpy as np\ndef f(): return np.random.default_rng().random()",
         lambda grader, own: None),
        ("the time", "import time\ndef f(): return time.time()", lambda grader, own: None),
        ("something closed", "f = iter([1]).__next__\ng = (n for n in [1])",
         lambda grader, own: None),
    ],
)  # fmt: skip
def test_after_what_is_left_nothing_is_said_to_come_again(
    what: str, submission: str, run: Any
) -> None:
    assert again(GRADER, submission, run) == set()


def test_reports_at_several_seeds_are_those_of_each_seed(toy: CodeExercise) -> None:
    wrong = "def double(values):\n    print(values)\n    return 3.0 * values\n"
    counting = (
        "n = 0\ndef double(values):\n    global n\n    n += 1\n    return values * (n < 4) * 2"
    )
    for text in (toy.solution, wrong, counting, "def double(values): return", "1 +"):
        for stop in (True, False):
            reports = grade_at_each(toy, text, range(4), stop)
            for seed, report in enumerate(reports):
                alone = grade(toy, text, seed, stop)
                assert replace(report, seconds=0.0) == replace(alone, seconds=0.0)


def test_a_run_is_spared_only_where_no_check_draws(
    toy: CodeExercise, monkeypatch: pytest.MonkeyPatch
) -> None:
    runs: list[int] = []

    def counted(exercise: CodeExercise, submission: str, seed: int, *more: Any) -> Report:
        runs.append(seed)
        return grade_code(exercise, submission, seed, *more)

    monkeypatch.setattr("grader.grade_code", counted)
    wrong = "def double(values):\n    return 3.0 * values\n"
    grade_at_each(toy, wrong, range(1, 5), stop=True)  # it ends at a check of fixed numbers
    assert runs == [1]
    grade_at_each(toy, wrong, range(1, 5))
    assert runs == [1, 1, 2, 3, 4]


@pytest.mark.parametrize("id_", share(CODE, MOST_EXERCISES))
def test_findings_are_those_of_a_run_that_spares_nothing(id_: str) -> None:
    folder: CodeFolder = CODE[id_]
    exercise = folder.exercise
    for text in share(recognised_texts(folder), MOST_TEXTS):
        _, second = behaviour_of(exercise, text)
        with clean_state(SECOND_SEED):
            whole = dict(whole_run(exercise, text, list, SECOND_SEED, {}))
        assert same_findings(second, whole), text
