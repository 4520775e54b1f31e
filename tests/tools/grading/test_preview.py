"""``python -m tools try ID [FILE]`` tells in the terminal what a learner reads on the page."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

from grader import report
from grader.judge import model
from grader.values import compare
from tools.common.terminal import Ink, escape_controls, ink_for
from tools.grading import preview
from tools.grading.report_text import OPINIONS, STAGES, VERDICTS

COURSE = Path(__file__).parents[2] / "course"
DOUBLE = "arithmetic/double"
STORED = COURSE / "exercises" / DOUBLE / "submissions"


@pytest.fixture
def said(capfd: pytest.CaptureFixture[str]) -> Any:
    """``said(*arguments)``: the exit code, standard output and standard error."""

    def run(*arguments: str | Path) -> tuple[int, str, str]:
        code = preview.main([str(argument) for argument in arguments], COURSE)
        return (code, *capfd.readouterr())

    return run


def test_misconception_and_comparison_are_told(said: Any) -> None:
    code, output, errors = said(DOUBLE, STORED / "fail/squares.py")

    assert (code, errors) == (1, "")
    head, checks = output.split("\n\n")[1:3]
    assert head.splitlines()[0] == "Not yet"
    assert head.splitlines()[1].startswith("You squared: found [1, 4, 9].")
    lines = checks.splitlines()
    assert lines[0] == "✗ 1, 2 and 3 become 2, 4 and 6"
    assert "    expected   [2, 4, 6]" in lines
    assert "    differs in values, first at [0]" in lines
    assert "    recognised squares" in lines
    assert any(line.split() == ["[0]", "2", "1", "*"] for line in lines)
    assert "– Random numbers match" in lines


def test_starter_is_graded_when_no_file_is_named(said: Any) -> None:
    code, output, _ = said(DOUBLE)

    assert code == 1
    assert output.startswith(f"{DOUBLE}: exercises/{DOUBLE}/starter.py\n\nNot yet")


def test_pass_ends_with_0_and_tells_the_remark(said: Any) -> None:
    code, output, _ = said(DOUBLE, STORED / "pass/loop.py")

    assert code == 0
    assert "Correct\nRight. A list works; an array would be faster." in output
    assert "remark     loop" in output


def test_line_of_an_error_and_pythons_words_are_told(said: Any, tmp_path: Path) -> None:
    path = tmp_path / "mine.py"
    path.write_text("def double(values):\n    print('\\x1b[31mred')\n    return valuez\n", "utf-8")

    code, output, _ = said(DOUBLE, path)

    assert code == 1
    assert "Not yet (line 3)" in output
    assert "NameError: name 'valuez' is not defined" in output
    assert "What the code printed\n  \\x1b[31mred" in output


def test_answers_in_json_are_graded(said: Any, tmp_path: Path) -> None:
    path = tmp_path / "answers.json"
    path.write_text('{"two": "good", "eight": "easy"}', "utf-8")

    assert said("arithmetic/tables", path)[0] == 0


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["arithmetic/duoble"], "there is no exercise 'arithmetic/duoble'. Did you mean"),
        (["arithmetic/dou/ble"], "is not an id of an exercise. An id is <topic>/<slug>"),
        ([DOUBLE, "no-such.py"], "there is no file no-such.py. Give the path of a submission."),
        ([DOUBLE, STORED / "pass"], "is a folder. Give the path of one file, such as"),
        (["arithmetic/tables"], "arithmetic/tables has no starter. Give a FILE with ratings"),
        (["arithmetic/parity"], "arithmetic/parity has no starter. Give a FILE with answers"),
    ],
)
def test_nothing_to_grade_is_a_sentence_with_the_remedy(
    said: Any, arguments: list[str | Path], sentence: str
) -> None:
    code, output, errors = said(*arguments)

    assert (code, output) == (2, "")
    assert errors.startswith("error: ")
    assert sentence in errors
    assert "Traceback" not in errors


@pytest.mark.parametrize("name", [f"exercises/{DOUBLE}/", f"{DOUBLE}/", f"/{DOUBLE}"])
def test_path_of_the_folder_is_as_good_as_the_id(said: Any, name: str) -> None:
    assert said(name, STORED / "pass/loop.py")[0] == 0


def test_terminal_has_colours_and_a_pipe_has_none(said: Any, monkeypatch: Any) -> None:
    plain = said(DOUBLE)[1]
    monkeypatch.setattr(preview, "ink_for", lambda stream: Ink(True))
    coloured = said(DOUBLE)[1]

    assert "\x1b" not in plain
    assert "\x1b[31m✗\x1b[0m" in coloured


@pytest.mark.parametrize(
    ("variable", "value", "colour"),
    [("NO_COLOR", "1", False), ("TERM", "dumb", False), ("TERM", "xterm", True)],
)
def test_colours_can_be_refused(monkeypatch: Any, variable: str, value: str, colour: bool) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv(variable, value)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)

    assert ink_for(sys.stdout).on is colour


def test_control_characters_are_shown_and_not_obeyed() -> None:
    assert escape_controls("a\x1b[2Jb\tc\nd\udcff é") == "a\\x1b[2Jb\tc\nd\\udcff é"


def test_there_are_words_for_whatever_a_report_can_say() -> None:
    assert set(VERDICTS) == set(report.VERDICTS)
    assert set(STAGES) | {"raised", "condition"} >= set(compare.STAGES)
    assert set(OPINIONS) == {*model.VERDICTS, "unsure"}
