"""``python -m tools grade ID FILE`` prints a Report, or says why it cannot."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tools.grading import command

COURSE = Path(__file__).parents[2] / "course"
STORED = COURSE / "exercises" / "arithmetic" / "double" / "submissions"


@pytest.fixture(autouse=True)
def toy_course(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "ROOT", COURSE)


@pytest.fixture
def said(capfd: pytest.CaptureFixture[str]) -> Any:
    """``said(*arguments)``: the exit code, standard output and standard error."""

    def run(*arguments: str | Path) -> tuple[int, str, str]:
        code = command.main([str(argument) for argument in arguments])
        return (code, *capfd.readouterr())

    return run


def report_of(said: Any, *arguments: str | Path) -> dict[str, Any]:
    code, output, errors = said(*arguments)
    assert (code, errors) == (0, "")
    report: dict[str, Any] = json.loads(output)
    return report


@pytest.mark.parametrize(
    ("file", "verdict", "misconception"),
    [
        ("pass/multiply.py", "pass", None),
        ("fail/squares.py", "fail", "squares"),
        ("invalid/other_name.py", "invalid", None),
        ("timeout/endless.py", "timeout", None),
    ],
)
def test_report_is_printed_whatever_the_verdict(
    said: Any, file: str, verdict: str, misconception: str | None
) -> None:
    report = report_of(said, "arithmetic/double", STORED / file)

    assert report["verdict"] == verdict
    if misconception:
        assert report["checks"][0]["misconception"] == misconception


def test_seed_can_be_chosen(said: Any) -> None:
    report = report_of(said, "arithmetic/double", STORED / "pass/loop.py", "--seed", "3")

    assert report["seed"] == 3


@pytest.mark.parametrize(
    ("content", "verdict"),
    [
        (b'{"two": "good", "eight": "easy"}', "pass"),
        (b'\xef\xbb\xbf{"two": "good", "eight": "easy"}', "pass"),
        (b'{"two": "good"}', "invalid"),
        (b"no JSON", "invalid"),
        (b"\xff\xfe", "invalid"),
        (b"[" * 100_000, "invalid"),
        (b"", "invalid"),
    ],
)
def test_json_answers_are_graded(said: Any, tmp_path: Path, content: bytes, verdict: str) -> None:
    path = tmp_path / "answers.json"
    path.write_bytes(content)

    assert report_of(said, "arithmetic/tables", path)["verdict"] == verdict


@pytest.mark.parametrize(
    ("content", "line"),
    [(b"", None), (b"x = 1\ny = '\xff'\n", 2), (b"x" * 10**6, None), (b"x = (\n", 1)],
)
def test_file_that_python_cannot_read_is_invalid_with_its_line(
    said: Any, tmp_path: Path, content: bytes, line: int | None
) -> None:
    path = tmp_path / "submission.py"
    path.write_bytes(content)

    report = report_of(said, "arithmetic/double", path)

    assert (report["verdict"], report["line"]) == ("invalid", line)


def test_half_characters_of_an_exception_are_printed(said: Any, tmp_path: Path) -> None:
    path = tmp_path / "submission.py"
    path.write_text("def double(values):\n    raise ValueError('\\udcff')\n", "utf-8")

    assert report_of(said, "arithmetic/double", path)["verdict"] == "fail"


def test_unknown_exercise_gets_near_matches(said: Any) -> None:
    code, output, errors = said("arithmetic/duoble", STORED / "pass/loop.py")

    assert (code, output) == (2, "")
    assert "there is no exercise 'arithmetic/duoble'. Did you mean arithmetic/double" in errors


def test_missing_file_is_named(said: Any, tmp_path: Path) -> None:
    code, output, errors = said("arithmetic/double", tmp_path / "missing.py")

    assert (code, output) == (2, "")
    assert "missing.py. Give the path of a submission." in errors


def test_exercise_that_cannot_be_read_is_told_with_its_problems(
    said: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "exercises" / "a" / "b"
    folder.mkdir(parents=True)
    (folder / "exercise.toml").write_text("kind = \n", "utf-8")
    monkeypatch.setattr(command, "ROOT", tmp_path)

    code, _, errors = said("a/b", STORED / "pass/loop.py")

    assert code == 2
    assert "a/b cannot be read." in errors
    assert "exercises/a/b/exercise.toml:1: broken TOML" in errors


@pytest.mark.parametrize("arguments", [[], ["arithmetic/double"], ["a", "b", "--seed", "x"]])
def test_wrong_usage_exits_with_2(arguments: list[str], capfd: Any) -> None:
    with pytest.raises(SystemExit) as caught:
        command.main(arguments)

    assert caught.value.code == 2
    assert "usage: python -m tools grade" in capfd.readouterr().err


def test_negative_seed_is_refused(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        command.main(["arithmetic/double", "nothing.py", "--seed", "-1"])

    assert stopped.value.code == 2
    assert "--seed must be 0 or more" in capfd.readouterr().err


def test_the_command_of_earlier_releases_says_what_to_type() -> None:
    command = [sys.executable, "-m", "grader", "arithmetic/double", "file.py"]

    done = subprocess.run(command, capture_output=True, text=True, check=False)

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "This command has moved: type python -m tools grade ID FILE\n"
