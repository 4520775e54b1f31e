"""The failing case is written so that it repeats the call, whatever else the submission holds."""

from __future__ import annotations

from collections.abc import Callable
from textwrap import dedent
from typing import Any

import pytest

from grader import CodeExercise, grade
from grader.failing_case.assemble import NOTE, WRAPPER
from grader.isolation.scratch_run import run_both

With = Callable[..., CodeExercise]
HEAD = "import numpy as np\nfrom grader import check, expect_close, expect_equal, expect_true\n"
WRONG = "def double(values):\n    return 3.0 * values\n"


@pytest.fixture
def case(toy_with: With) -> Callable[..., str]:
    """``case(body)``: the case of a check with this body; ``above`` comes before it."""

    def written(body: str, above: str = "", submission: str = WRONG, seed: int = 0) -> str:
        lines = "".join(f"    {line}\n" for line in dedent(body).strip().splitlines())
        check = f'@check("It  doubles")\ndef doubles(learner, solution, rng):\n{lines}'
        exercise = toy_with(grader=f"{HEAD}\n{dedent(above)}\n\n{check}")
        report = grade(exercise, submission, seed)
        assert report.verdict == "fail", (report.feedback, report.python)
        return report.checks[0].case

    return written


def printed(case: str, submission: str = WRONG) -> str:
    result = run_both(submission, case)
    assert result["error"] is None, result["error"]
    return str(result["stdout"]).strip()


def test_call_is_written_with_the_learners_own_names(case: Any) -> None:
    text = case('expect_close("it", learner.double(np.array([1.0, 0.1 + 0.2])), [2.0, 0.6])')

    assert text == (
        "# The failing case: It doubles\nimport numpy as np\n\n"
        "values = np.array([1.0, 0.30000000000000004])\nfound = double(values)\n"
        "print(found)  # expected: [2, 0.6]\n"
    )
    assert printed(text) == "[3.  0.9]"


def test_argument_is_what_it_was_before_the_call(case: Any) -> None:
    spoils = "def double(values):\n    values *= 3.0\n    return values\n"

    text = case('expect_close("it", learner.double(np.array([1.0])), [2.0])', submission=spoils)

    assert "values = np.array([1.0])" in text
    assert printed(text, spoils) == "[3.]"


def test_part_of_a_result_is_taken_from_the_call(case: Any) -> None:
    pair = "def double(values):\n    return values, [3.5]\n"

    text = case('expect_close("it", learner.double(1.0)[1], [2.0])', submission=pair)

    assert "found = double(values)[1]" in text


def test_function_comes_with_what_it_needs(case: Any) -> None:
    above = """
        SCALE = 2.0  # of the units
        OTHER = 3.0


        # Twice as long.
        def scaled(x):
            return SCALE * x
    """
    body = """
        offset = np.array([1.0])
        expect_close("it", learner.double(lambda x: scaled(x) + offset), [2.0])
    """
    calls = "def double(values):\n    return values(4.0)\n"

    text = case(body, above, calls)

    assert "SCALE = 2.0" in text
    assert "# Twice as long.\ndef scaled(x):" in text
    assert "values = lambda x: scaled(x) + offset" in text
    assert "OTHER" not in text
    assert printed(text, calls) == "[9.]"


def test_array_that_a_function_holds_is_one_object_with_it(case: Any) -> None:
    body = """
        held = np.array([1.0])
        learner.double(lambda: held)
        expect_close("held", held, [1.0])
    """
    spoils = "def double(values):\n    values()[0] = 7.0\n"

    text = case(body, submission=spoils)

    assert printed(text, spoils) == "[7.]"


def test_what_is_no_call_is_written_as_the_checks_statements(case: Any) -> None:
    body = """
        places = []
        unused = solution.double(np.ones(1))
        expect_close("before", learner.double(np.array([1.0])), [3.0])
        # The caller keeps count.
        learner.double(Count(places))
        expect_equal("calls", len(places), 2)
    """
    above = """
        class Count:
            def __init__(self, places):
                self.places = places

            def __rmul__(self, other):
                self.places.append(other)
                return other
    """

    text = case(body, above)

    assert "learner = SimpleNamespace(double=double)" in text
    assert "# The caller keeps count.\nlearner.double(Count(places))" in text
    assert "print(len(places))  # expected: 2" in text
    assert "unused" not in text
    assert "solution" not in text
    assert printed(text) == "1"


def test_loop_is_written_as_the_round_that_failed(case: Any) -> None:
    body = """
        for size in (0, 3):
            values = rng.normal(size=size)
            expect_equal("sum", len(learner.double(values)) + size, 0)
    """

    text = case(body)

    assert "for " not in text
    assert "values = np.array([" in text
    assert printed(text) == "6"


def test_loop_that_ended_before_is_kept_whole(case: Any) -> None:
    body = """
        results, others = [], []
        for size in (1.0, 2.0):
            results.append(learner.double(size))
        for size in (1.0, 2.0):
            others.append(size)
        with np.errstate(all="ignore"):
            scale = 10
        scale += 1
        expect_equal("sum", scale * int(sum(results)), 0)
    """

    text = case(body)

    assert "results.append" in text
    assert "scale += 1" in text
    assert printed(text) == "99"


def test_value_from_the_solution_is_written_out(case: Any) -> None:
    body = """
        right = solution.double(np.array([1.0, 2.0]))
        with np.errstate(all="ignore") as state:
            expect_equal("sum", int(sum(learner.double(right))), 0)
    """

    text = case(body)

    assert "right = np.array([2.0, 4.0])" in text
    assert printed(text) == "18"


def test_solution_is_never_called(case: Any) -> None:
    body = """
        values = np.array([1.0, 2.0])
        solution.double(values)
        right = solution.double(values)
        for value in values:
            expect_close("each", right[0], 2.0)
        goal = float(solution.double(9.25))
        expect_equal("sum", int(sum(learner.double(right)) + goal), 0)
    """

    text = case(body)

    assert "solution" not in text
    assert "right = np.array([2.0, 4.0])" in text
    assert "goal = 18.5" in text
    assert printed(text) == "36"


def test_statement_that_could_have_ended_the_check_is_left_out(case: Any) -> None:
    body = """
        calls = 0
        def count():
            nonlocal calls
            calls += 1
            return 1.0
        if calls:
            return
        for size in (0, 3):
            if size == 0:
                continue
            learner.double(count())
            expect_equal("calls", calls + size, 9)
    """

    text = case(body)

    assert "continue" not in text
    assert f"def {WRAPPER}():" in text  # nonlocal stands in a function only
    assert printed(text) == "4"


def test_random_numbers_are_drawn_again(case: Any) -> None:
    body = """
        rng.normal()
        first = rng.normal(size=300)
        found = learner.double(first)
        expect_close("first", found[0], solution.double(first)[0])
    """

    text = case(body, seed=3)

    assert "rng = np.random.default_rng([3, " in text
    assert "rng.normal()\n" in text
    assert float(printed(text))


def test_exception_is_raised_again(case: Any) -> None:
    raises = "def double(values):\n    return values.missing\n"

    text = case('expect_close("it", learner.double(2.5), 5.0)', submission=raises)

    assert "values = 2.5" in text
    assert run_both(raises, text)["error"]["type"] == "AttributeError"


def test_submissions_own_names_stay_its_own(case: Any) -> None:
    own = "SCALE = 3.0\n\ndef double(values):\n    return SCALE * values(1.0)\n"
    above = "SCALE = 2.0\n"

    text = case('expect_close("it", learner.double(lambda x: SCALE * x), 5.0)', above, own)

    assert f"def {WRAPPER}():" in text
    assert printed(text, own) == "6.0"


def test_submission_that_keeps_values_is_told_of_the_calls_before(case: Any) -> None:
    keeps = "made = []\n\ndef double(values):\n    made.append(1)\n    return len(made)\n"
    body = 'learner.double(1)\nexpect_equal("it", learner.double(2), 7)'

    text = case(body, submission=keeps)

    assert NOTE in text
    assert printed(text, keeps) == "2"


@pytest.mark.parametrize(
    "odd",
    [
        "globals()[3] = 4",
        "deep = ()\nfor _ in range(10**5): deep = (deep,)",
        "class M(type):\n    __subclasscheck__ = __instancecheck__ = lambda *_: 1 / 0\n"
        "class A(metaclass=M):\n    __class__ = property(lambda self: 1 / 0)\nx = A()",
        "def other(a=[]): pass\nother.x = 3",
        "import math\nimport math as values",
    ],
)
def test_odd_names_of_the_submission_are_no_danger(case: Any, odd: str) -> None:
    text = case('expect_close("it", learner.double(1.5), 5.0)', submission=f"{WRONG}{odd}\n")

    assert printed(text, f"{WRONG}{odd}\n") == "4.5"


@pytest.mark.parametrize(
    ("body", "above"),
    [
        ('expect_close("it", learner.double(solution), 5.0)', ""),
        ("expect(solution.double(1.0))", "def expect(x):\n    expect_close('it', x, 5.0)\n"),
        ('double = learner.double\nexpect_close("it", double(object()), 5.0)', ""),
    ],
)
def test_what_cannot_be_written_has_no_case(case: Any, body: str, above: str) -> None:
    gives = "def double(values):\n    return 3.0\n"

    text = case(body, above, gives)

    assert text == "" or printed(text, gives) == "3.0"
