"""Kept answers: looked up while nothing changes, and no longer than they are asked for."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from tools.common.cache import Cache
from tools.course.folder import load_course
from tools.grading import answers
from tools.grading.answers import KeptAnswers

COURSE = Path(__file__).parents[2] / "course"
DOUBLE = load_course(COURSE).code["arithmetic/double"]


@pytest.fixture
def ask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[str]]:
    """``ask(questions…)`` in one command; returns those that were not looked up."""
    monkeypatch.setattr(answers, "CACHE", Cache(tmp_path))

    def command(*questions: str, use: str = "runs") -> list[str]:
        kept, new = KeptAnswers(DOUBLE, use, answers.__name__), []

        def compute(question: str) -> str:
            new.append(question)
            return question.upper()

        for question in questions:
            assert kept.get([question], partial(compute, question)) == question.upper()
        kept.save()
        return new

    return command


def test_answer_is_worked_out_once(ask: Callable[..., list[str]]) -> None:
    assert ask("one", "two", "one") == ["one", "two"]
    assert ask("one", "two") == []


def test_each_use_has_its_own(ask: Callable[..., list[str]]) -> None:
    assert ask("one", use="runs") == ["one"]
    assert ask("one", use="reports") == ["one"]


def test_what_a_command_did_not_ask_for_is_gone(ask: Callable[..., list[str]]) -> None:
    ask("one", "two")
    ask("two", "three")

    assert ask("two", "three") == []
    assert ask("one") == ["one"]


def test_broken_file_costs_time_and_no_more(ask: Callable[..., list[str]], tmp_path: Path) -> None:
    ask("one")
    for file in tmp_path.iterdir():
        file.write_text("{broken")

    assert ask("one") == ["one"]
    assert ask("one") == []


def test_answer_that_may_be_another_one_later_is_not_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answers, "CACHE", Cache(tmp_path))
    for word in ("timeout", "fail"):
        kept = KeptAnswers(DOUBLE, "runs", answers.__name__)
        assert kept.get("one", partial(str, word), lambda answer: answer != "timeout") == word
        kept.save()
