"""A replaced name is invalid, named, and put back before the next submission."""

from __future__ import annotations

import builtins
import linecache
import sys
from collections.abc import Callable

import numpy as np
import pytest

import grader.expectations.basic
from grader import CodeExercise, Report, grade
from grader.isolation.tamper import Quiet, Snapshot, look_ahead
from grader.values import compare

Graded = Callable[..., Report]

# what a submission does: the name that is reported
TAMPERING = {
    "import builtins; builtins.len = None": "builtins.len",
    "import builtins; del builtins.len": "builtins.len",
    "import builtins; del builtins.len, builtins.BaseException; 1 / 0": "builtins.",
    "import builtins; builtins.__dict__.clear()": "builtins.",
    "import numpy; numpy.allclose = lambda *a, **k: True": "numpy.allclose",
    "import numpy; del numpy.isclose": "numpy.isclose",
    "import numpy; numpy.random.default_rng = None": "numpy.random.default_rng",
    "import numpy; numpy.linalg.norm = None": "numpy.linalg",
    "import numpy; numpy.pi = 3.0": "numpy.pi",
    "import numpy; numpy.errstate.__enter__ = None": "numpy.errstate.__enter__",
    "import math; math.pi = 3": "math.pi",
    "import grader; grader.grade = None": "grader.grade",
    "import grader; grader.expectations.basic.expect_close = print": (
        "grader.expectations.basic.expect_close"
    ),
    "import grader.expectations.basic as e; e.fail = print": "grader.expectations.basic.fail",
    "import grader.expectations.basic as e; e.expect_close.__code__ = (lambda: 0).__code__": (
        "grader.expect_close"
    ),
    "import grader.expectations.basic as e; e.expect_true.__defaults__ = (9.0,)": (
        "grader.expect_true"
    ),
    "import grader.report as r; r.Report.data = None": "grader.report.Report.data",
    "import grader.report as r; del r.CheckResult.__init__": "grader.report.CheckResult.__init__",
    "import grader.isolation.clean_state as c; c.CleanState.inspect = None": (
        "grader.isolation.clean_state.CleanState.inspect"
    ),
    "import grader.kinds.code as c; c.Invalid = c.run_checks = None": (
        "grader.kinds.code.run_checks"
    ),
    "import grader.isolation.trusted as t; t.EVERYTHING = t.Trusted = t.drop_reserve = None": (
        "grader.isolation.trusted.EVERYTHING"
    ),
    "import grader.isolation.trusted as t; t.Trusted.__init__ = None": (
        "grader.isolation.trusted.Trusted.__init__"
    ),
    "import grader.isolation.tamper as w; w.Snapshot = w._restore = None": (
        "grader.isolation.tamper."
    ),
    "import sys; sys.setrecursionlimit = None": "sys.setrecursionlimit",
    "import sys; sys.modules = {}": "sys.modules",
    "import sys; sys.modules['numpy'] = None": "sys.modules.numpy",
    "import os; os.getcwd = None": "os.getcwd",
    "import zlib; zlib.crc32 = None": "zlib.crc32",
    "import linecache; linecache.cache = None": "linecache.cache",
    "import traceback; traceback.TracebackException.__init__ = None": "traceback.Traceback",
    "import warnings; warnings.catch_warnings.__enter__ = None": "warnings.catch_warnings",
    "import contextlib; contextlib._GeneratorContextManager.__exit__ = None": "contextlib.",
    "import copy; copy.deepcopy = None": "copy.deepcopy",
    "import sys; sys.setrecursionlimit(sys._getframe().f_lineno + 80)": "the recursion limit",
}


def called(action: str) -> str:
    return f"def double(values):\n    {action}\n    return 2 * values\n"


@pytest.mark.parametrize(("action", "name"), TAMPERING.items(), ids=TAMPERING)
@pytest.mark.parametrize("when", ["at the top", "inside a check", "before an exception"])
def test_replaced_name_is_invalid_and_put_back(
    graded: Graded, action: str, name: str, when: str
) -> None:
    texts = {
        "at the top": action + "\ndef double(values):\n    return 2 * values\n",
        "inside a check": called(action),
        "before an exception": called(action + "\n    raise ValueError"),
    }

    report = graded(texts[when])

    assert report.verdict == "invalid"
    assert report.feedback.startswith(f"Your code replaced {name}"), report
    assert "leave Python's and NumPy's own as they are" in report.feedback
    assert (report.line, report.checks) == (None, [])


def test_many_replaced_names_are_not_all_listed(graded: Graded) -> None:
    report = graded("import math\nfor name in dir(math): setattr(math, name, None)\n")

    assert report.feedback.count("math.") == 5
    assert ", …, which the grader needs." in report.feedback


def test_name_shadowed_by_a_submissions_own_is_no_tampering(graded: Graded) -> None:
    report = graded("len = sum = print = None\ndef double(values):\n    return 2 * values\n")

    assert report.verdict == "pass"


def test_importing_is_no_tampering(graded: Graded) -> None:
    imports = "import numpy.ma, numpy.polynomial, numpy.testing, statistics, fractions, csv\n"
    use = "numpy.ma.array([1])\nnumpy.polynomial.Polynomial([1])\n"

    report = graded(imports + use + "def double(values):\n    return 2 * values\n")

    assert report.verdict == "pass"


def test_snapshot_restores_what_was_replaced_deleted_and_added() -> None:
    snapshot = Snapshot()
    close, lines, cache = np.isclose, sys.getrecursionlimit, linecache.cache
    vars(np)["isclose"] = vars(np)["len"] = vars(compare)["made_up"] = print
    del vars(sys)["getrecursionlimit"]
    vars(linecache)["cache"] = {}

    found = snapshot.put_back()

    assert {"numpy.isclose", "sys.getrecursionlimit", "linecache.cache"} <= set(found)
    assert (np.isclose, sys.getrecursionlimit, linecache.cache) == (close, lines, cache)
    assert not hasattr(np, "len")  # which NumPy's own code would find
    assert not hasattr(compare, "made_up")
    assert snapshot.put_back() == []


def test_names_that_change_nothing_of_ours_may_be_added() -> None:
    snapshot = Snapshot()
    old = {"float": float, "Inf": np.inf}
    vars(np).update(old)
    vars(builtins)["profile"] = print

    assert snapshot.put_back() == []

    assert {name: vars(np).pop(name, None) for name in old} == old
    assert vars(builtins).pop("profile", None) is print


def test_what_was_noted_in_advance_is_of_one_snapshot() -> None:
    look_ahead()
    close = np.isclose
    first = Snapshot()
    vars(np)["isclose"] = print
    second = Snapshot()
    assert second.put_back() == []
    assert first.put_back() == ["numpy.isclose"]
    assert np.isclose is close


def test_snapshot_leaves_private_values_and_submodules_alone() -> None:
    snapshot = Snapshot()
    vars(sys)["last_value"] = None
    vars(np)["__note__"] = 5
    try:
        assert snapshot.put_back() == []
        assert np.__dict__["__note__"] == 5
    finally:
        del vars(np)["__note__"]


def test_restored_function_has_its_code_again() -> None:
    snapshot = Snapshot()
    function = grader.expectations.basic.expect_true
    code = function.__code__
    function.__code__ = (lambda *values: None).__code__

    found = snapshot.put_back()

    assert function.__code__ is code
    assert "grader.expect_true" in found


def test_names_that_keep_their_number_and_values_but_not_their_places_are_put_back() -> None:
    snapshot = Snapshot()
    spaces = vars(np), vars(grader.expectations.basic)
    for space in spaces:
        name, value = next((name, value) for name, value in space.items() if callable(value))
        del space[name]
        space[name] = value  # last now
    moved = vars(grader.expectations.basic)
    last, value = moved.popitem()
    moved["made_up"] = value  # another name in its place

    assert snapshot.put_back() == [f"grader.expectations.basic.{last}"]
    assert getattr(grader.expectations.basic, last) is value
    assert "made_up" not in moved
    assert snapshot.put_back() == []


def test_an_ordinary_run_changes_names_only_where_it_is_known_to(
    toy: CodeExercise, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "def double(values):\n    return 2 * values\n"
    assert grade(toy, text).verdict == "pass"  # what is imported at first use is there
    is_same, answers = Quiet.is_same, []

    def noted(quiet: Quiet) -> bool:
        answers.append(is_same(quiet))
        return answers[-1]

    monkeypatch.setattr(Quiet, "is_same", noted)

    assert grade(toy, text).verdict == "pass"
    assert answers
    assert all(answers)
