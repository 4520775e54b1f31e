"""Whatever an author's code does, the contract answers with a sentence and its remedy."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tools.common.problem import Problem
from tools.contract.command import check
from tools.course.folder import load_course
from tools.grading.worker import GraderProcess

DOUBLE = "arithmetic/double"
GRADER = f"exercises/{DOUBLE}/grader.py"
FAIL = "submissions/fail"
MOST_LINES = 15  # for one slip


@pytest.fixture
def write(course: Path) -> Callable[[str, str], None]:
    """``write(file, text)``: put a file into the exercise."""

    def put(file: str, text: str) -> None:
        path = course / "exercises" / DOUBLE / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("utf-8", "surrogateescape"))

    return put


@pytest.fixture
def edit(course: Path) -> Callable[[str, str, str], None]:
    """``edit(file, old, new)``: change a file of the exercise."""

    def change(file: str, old: str, new: str) -> None:
        path = course / "exercises" / DOUBLE / file
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new), "utf-8")

    return change


def only(course: Path, rule: str = "") -> Problem:
    """The one problem (of a rule), which no traceback of ours is part of."""
    problems = check(course, [DOUBLE])
    for one in problems:
        assert one.remedy
        assert "Traceback" not in str(one)
        assert "/tools/" not in str(one)
    (problem,) = [problem for problem in problems if not rule or problem.rule == rule]
    return problem


def submission(check_name: str, feedback: str, line: str) -> str:
    head = f'"""\ncheck = "{check_name}"\nfeedback = "{feedback}"\n"""\n\n\n'
    return f"{head}def double(values):\n    {line}\n"


# a grader that raises, or never ends


@pytest.mark.parametrize(
    ("old", "new", "words", "line"),
    [
        ("    values = rng.normal(size=5)", "    values = rnd", "NameError: name 'rnd'", 22),
        ("import numpy as np", "import nunpy as np", "ModuleNotFoundError: No module named", 1),
        ("def input_kept(", "def input_kept(:", "SyntaxError:", 14),
        (
            'after="small_numbers")\ndef random',
            'after="small")\ndef random',
            "after='small' names",
            None,
        ),
        ("@check", "# @check", "ValueError: grader.py defines no @check", None),
        ("    record(", "\trecord(", "TabError: inconsistent use of tabs", 9),
    ],
)
def test_grader_that_raises_is_told_with_its_line(
    course: Path, edit: Callable[..., None], old: str, new: str, words: str, line: int | None
) -> None:
    edit("grader.py", old, new)

    problem = only(course)

    assert (problem.rule, problem.file, problem.line) == ("solution", GRADER, line)
    assert problem.message.startswith("grading the solution stopped with ")
    assert words in problem.message
    assert "\n" not in problem.message


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("    values = rng.normal(size=5)", "    while True:\n        pass"),
        ("import numpy as np", "import numpy as np\nwhile True:\n    pass"),
    ],
)
def test_grader_that_never_ends_is_told_once_and_costs_the_limit_once(
    course: Path, edit: Callable[..., None], old: str, new: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit("grader.py", old, new)
    gradings = []

    def ask(process: GraderProcess, request: dict[str, Any], seconds: float) -> dict[str, Any]:
        gradings.append(request["do"])
        return asking(process, request, seconds)

    asking = GraderProcess.ask
    monkeypatch.setattr(GraderProcess, "ask", ask)

    problem = only(course)

    assert (problem.rule, problem.file) == ("solution", GRADER)
    assert problem.message == "grading the solution takes longer than 1 s, in grader.py itself"
    assert "loop" in problem.remedy
    assert gradings == ["grade"]


def test_solution_that_never_ends_is_told_with_the_line_of_its_loop(
    course: Path, write: Callable[[str, str], None]
) -> None:
    write("solution.py", "def double(values):\n    while True:\n        pass\n")

    problem = only(course)

    assert (problem.rule, problem.line) == ("solution", 2)
    assert problem.file == f"exercises/{DOUBLE}/solution.py"


def test_grader_that_ends_the_process_is_told(course: Path, edit: Callable[..., None]) -> None:
    edit("grader.py", "    values = rng.normal(size=5)", "    import os\n    os._exit(1)")

    problem = only(course)

    assert problem.message == "grading the solution ended the Python process"
    assert "os._exit()" in problem.remedy


def test_grader_that_fails_on_a_wrong_submission_alone_is_told_with_its_line(
    course: Path, edit: Callable[..., None], write: Callable[[str, str], None]
) -> None:
    edit("grader.py", "    record(", "    len(np.shape(doubled) or None)\n    record(")
    write(f"{FAIL}/a_number.py", submission("small_numbers", "A number.", "return values.sum()"))

    problem = only(course, "verdicts")

    assert (problem.file, problem.line) == (GRADER, 9)
    assert "grading a_number stopped with" in problem.message


@pytest.mark.parametrize(
    ("text", "words", "line"),
    [
        ("def double(values)\n    return values\n", "Python cannot read line 1.", 1),
        ("def double(values):\n\treturn values\n        return 1\n", "cannot read line 3", 3),
        ("def dubble(values):\n    return values\n", "does not define double", None),
        ("x = '\udcff'\n", "UTF-8", 1),
        ("", "double", None),
    ],
)
def test_solution_that_cannot_be_graded_is_told_with_its_line(
    course: Path, write: Callable[[str, str], None], text: str, words: str, line: int | None
) -> None:
    write("solution.py", text)

    problems = check(course, [DOUBLE])

    blamed = [
        problem
        for problem in problems
        if problem.file.endswith("/solution.py") or problem.file == GRADER
    ]
    assert blamed
    assert any(words in str(problem) or problem.file == GRADER for problem in blamed)
    assert line is None or any(problem.line == line for problem in blamed)


# stored submissions that are not what they claim


def test_wrong_submission_that_passes_is_told_with_what_it_does_otherwise(
    course: Path, write: Callable[[str, str], None]
) -> None:
    write(f"{FAIL}/sums.py", submission("small_numbers", "A sum.", "return values + values"))

    problem = only(course, "verdicts")

    assert problem.message.startswith("expected fail, found pass: ")
    assert problem.remedy.startswith("Have a check fail it, or move it to submissions/pass/")
    assert "-    return 2.0 * values\n+    return values + values" in problem.diff
    assert "+    return values + values" in str(problem)


@pytest.mark.parametrize(
    ("check_name", "line", "message", "remedy"),
    [
        ("small_number", "return values**4", "there is no check 'small_number'", "small_numbers"),
        (
            "random_numbers",
            "return values**4",
            "check random_numbers: expected fail, found skip, so that its feedback cannot come up",
            "Name the check that fails: small_numbers",
        ),
        (
            "input_kept",
            "return 2 * values.clip(0)",
            "check input_kept: expected fail, found pass",
            "Name the check that fails: random_numbers.",
        ),
    ],
)
def test_feedback_that_cannot_come_up_is_told_with_the_reason(
    course: Path,
    write: Callable[[str, str], None],
    check_name: str,
    line: str,
    message: str,
    remedy: str,
) -> None:
    # sorted behind the course's own, which are then recognised first
    write(f"{FAIL}/zzz.py", submission(check_name, "Not this.", line))

    problem = only(course, "verdicts")

    assert message in problem.message
    assert remedy in problem.remedy
    assert problem.line in (2, 3)


@pytest.mark.parametrize(
    ("feedback", "line", "words"),
    [
        ("Not this.", "return values * values", "leaves the same traces as squares"),
        ("Not this.", "return 2 * abs(values)  # a copy", "is the same code as absolute"),
        (None, "return 2 * abs(values)", "is the same code as absolute"),
        ("Not this.", "return values + values", "expected fail, found pass"),
    ],
)
def test_copied_or_passing_wrong_submission_is_told_once(
    course: Path, write: Callable[[str, str], None], feedback: str | None, line: str, words: str
) -> None:
    stored = {each.name: each.feedback for each in load_course(course).code[DOUBLE].stored}
    feedback = feedback or stored["absolute"]
    write(f"{FAIL}/zzz.py", submission("random_numbers", feedback, line))

    problem = only(course)

    assert words in problem.message
    assert problem.remedy.endswith("\nNot looked at yet: the mutants and the other seeds.")


def test_one_slip_that_breaks_many_submissions_is_told_once(
    course: Path, edit: Callable[..., None], write: Callable[[str, str], None]
) -> None:
    write(f"{FAIL}/zzz.py", submission("random_numbers", "Not this.", "return 2 * values.clip(0)"))
    edit("grader.py", "def random_numbers", "def chance_numbers")

    problem = only(course)

    assert problem.message == "there is no check 'random_numbers'."
    assert "Did you mean chance_numbers" in problem.remedy
    assert "\nThe same is true of zzz." in problem.remedy
    assert len(str(problem).splitlines()) <= MOST_LINES


def test_wrong_solution_hides_the_changes_that_no_longer_fit_it(
    course: Path, write: Callable[[str, str], None], edit: Callable[..., None]
) -> None:
    change = 'change = """\n-    return 2.0 * values\n+    return {}\n"""\n'
    said = 'check = "small_numbers"\nfeedback = "{}"\n'
    entries = (
        f'[[fail]]\nname = "{name}"\n{change.format(name)}{said.format(name)}'
        for name in ("three", "four")
    )
    write("submissions.toml", "".join(entries))
    edit("solution.py", "2.0 * values", "values * 3")
    assert only(course).rule == "solution"
    edit("solution.py", "values * 3", "values * 2")

    problem = only(course)

    assert (problem.rule, problem.line) == ("changes", 3)
    assert "the solution has no such line (any more)" in problem.message
    assert "The same is true of four." in problem.remedy
    assert len(str(problem).splitlines()) <= MOST_LINES


def test_other_feedback_is_told_with_both_texts(course: Path, edit: Callable[..., None]) -> None:
    edit("submissions/invalid/other_name.py", "Write a definition", "Write the definition")

    problem = only(course, "verdicts")

    removed, added = problem.diff.splitlines()
    assert "Write the definition" in removed
    assert "Write a definition" in added


def test_right_way_that_fails_is_told_with_the_check(
    course: Path, edit: Callable[..., None]
) -> None:
    edit("submissions/pass/multiply.py", "np.multiply(values, 2)", "np.multiply(values, 3)")

    problem = only(course)

    assert "mend the check small_numbers; if not, move it to submissions/fail/" in problem.remedy
