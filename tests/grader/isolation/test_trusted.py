"""What must be there after a submission has run is out of its reach."""

from __future__ import annotations

from typing import Any

import pytest

from grader.isolation.trusted import Trusted


class Hostile(BaseException):
    """Not even an Exception."""


def test_whatever_is_raised_comes_back_with_the_names_in_place() -> None:
    calls: list[str] = []

    def inspect() -> list[str]:
        calls.append("inspect")
        return []

    def work() -> None:
        raise Hostile

    result, error = Trusted(inspect).attempt(work)

    assert (result, type(error), calls) == (None, Hostile, ["inspect"])


def test_result_comes_back_without_an_error() -> None:
    assert Trusted(list).attempt(lambda: 5) == (5, None)


@pytest.mark.parametrize("name", ["EVERYTHING", "drop_reserve", "make_room", "Trusted"])
def test_replaced_names_change_nothing(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    attempt = Trusted(list).attempt

    def work() -> None:
        monkeypatch.setattr(f"grader.isolation.trusted.{name}", None)
        raise Hostile

    assert type(attempt(work)[1]) is Hostile


def test_replaced_attributes_change_nothing(graded: Any) -> None:
    spoil = "from grader.isolation.trusted import Trusted as T\n"
    spoil += "T.attempt = T.inspect = property(print)\n"

    report = graded(f"{spoil}def double(values):\n    raise ValueError\n")

    assert (report.verdict, report.checks[0].found) == ("fail", "raised ValueError")
