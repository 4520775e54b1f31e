"""Synthetic courses keep the contract, and the larger ones are like the smaller."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools.common.process import SetupError
from tools.contract.command import check
from tools.synth import command, course

SIZE = 6


def test_one_exercise_of_each_kind_keeps_the_contract(tmp_path: Path) -> None:
    command.write(tmp_path, SIZE)
    first = {plan.kind: plan.id for plan in reversed(course.plans(SIZE))}
    assert set(first) == {"code", "classify", "recall"}
    assert [str(problem) for problem in check(tmp_path, list(first.values()))] == []


def test_every_exercise_differs_from_every_other() -> None:
    solutions = [text for path, text in course.files(40) if path.endswith("solution.py")]
    prompts = [text for path, text in course.files(40) if path.endswith("prompt.md")]
    assert len(solutions) == len(set(solutions)) == len(set(prompts)) == 24


def test_the_same_size_gives_the_same_course() -> None:
    assert list(course.files(SIZE)) == list(course.files(SIZE))
    larger = dict(course.files(2 * SIZE))
    assert all(larger[path] == text for path, text in course.files(SIZE))


def test_it_takes_the_place_of_a_synthetic_course_and_of_nothing_else(tmp_path: Path) -> None:
    folder = tmp_path / "course"
    command.write(folder, SIZE)
    command.write(folder, 2)
    assert len(list(folder.glob("exercises/*/*"))) == 2
    (tmp_path / "letter.txt").write_text("dear reader")
    with pytest.raises(SetupError, match="holds something else; name an empty folder"):
        command.write(tmp_path, 2)
    assert (tmp_path / "letter.txt").is_file()


@pytest.mark.parametrize("size", ["0", "-3", "many", "99999999"])
def test_a_size_that_is_none_is_refused(size: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        command.main([size])
    assert "N" in capsys.readouterr().err
