"""What a failed run on a CI host says: each problem with its place and remedy."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import pytest

from tools.common.problem import Problem
from tools.testing import ci_summary

TESTS = """<?xml version="1.0" encoding="utf-8"?>
<testsuites><testsuite name="pytest">
<testcase classname="tests.tools.test_load" name="test_good" />
<testcase classname="tests.tools.test_load" name="test_bad[x]">
<failure message="assert 1 == 2&#10;where | is a bar">long text</failure></testcase>
<testcase classname="tests.exercises.test_contract" name="test_exercise[a-hints]">
<failure message="told as a problem">long text</failure></testcase>
</testsuite></testsuites>"""


def test_problems_and_failed_tests_come_with_place_and_remedy(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    problem = Problem("hints", "a/b", "exercises/a/b/hints.md", "one hint", "Add another.", 3)
    problems, tests = tmp_path / "problems.json", tmp_path / "tests.xml"
    problems.write_text(json.dumps([asdict(problem)]))
    tests.write_text(TESTS)

    assert ci_summary.main(["--problems", str(problems), "--tests", str(tests)]) == 0

    output = capsys.readouterr().out
    assert "| <code>exercises/a/b/hints.md:3</code> | one hint | Add another. |" in output
    assert "<code>tests/tools/test&#95;load.py::test&#95;bad&#91;x&#93;</code>" in output
    assert "assert 1 == 2<br>where &#124; is a bar" in output
    assert "told as a problem" not in output
    assert "test&#95;good" not in output


@pytest.mark.parametrize("content", [None, "", "nonsense", "{}", "[1]"])
def test_a_run_that_ended_before_its_tests_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str | None
) -> None:
    files = [tmp_path / "problems.json", tmp_path / "tests.xml"]
    for file in files if content is not None else ():
        file.write_text(content or "")

    assert ci_summary.main(["--problems", str(files[0]), "--tests", str(files[1])]) == 0

    assert "set-up or the build of the site ended" in capsys.readouterr().out


def test_nothing_of_a_message_becomes_markdown_or_html() -> None:
    wild = "<img src=x> [a](http://b) | `c` **d** @everyone &amp;"
    text = "\n".join(ci_summary.summary([], [ci_summary.Failure("tests/a.py::b", wild)]))
    row = text.splitlines()[4]
    assert row.count("|") == 4
    assert not set("[]`*@") & set(row)
    assert row.count("<") == row.count("<code>") + row.count("</code>")


def test_a_long_list_is_cut_and_says_how_much_is_missing() -> None:
    failures = [ci_summary.Failure(f"tests/a.py::t{number}", "x" * 9999) for number in range(70)]
    text = "\n".join(ci_summary.summary([], failures))
    assert "… and 20 more." in text
    assert len(text) < 60_000
