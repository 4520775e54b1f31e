"""Cost is counted in calls, and may grow no faster than it has to."""

from __future__ import annotations

import pytest

from grader import Counted, InTurn, expect_growth
from grader.expectations.basic import CheckFailed
from grader.values.trace import recording


def test_calls_are_counted_and_passed_on() -> None:
    double = Counted(lambda x, by=2: by * x)

    assert [double(3), double(3, by=5)] == [6, 15]
    assert double.calls == 2
    with pytest.raises(TypeError):
        double()
    assert double.calls == 3


@pytest.mark.parametrize(
    ("calls", "power"),
    [
        ({5: 5, 50: 50}, 1.0),
        ({5: 12, 50: 57}, 1.0),  # seven calls that do not depend on the size
        ({5: 3, 50: 3}, 0.0),
        ({10: 100, 20: 400, 40: 1600}, 2.0),
        ({5: 0, 50: 0}, 1.0),
        ({50: 100, 5: 10}, 1.0),
    ],
)
def test_growth_like_the_power_is_accepted(calls: dict[int, int], power: float) -> None:
    expect_growth("calls", calls, power)


def test_faster_growth_is_told() -> None:
    with recording() as trace, pytest.raises(CheckFailed) as caught:
        expect_growth("calls", {10: 100, 20: 200, 40: 1600}, 1.0)

    assert caught.value.feedback == (
        "calls: 100 at size 10 became 1600 at size 40; at most 440 were expected."
    )
    assert caught.value.where == "[2]"
    assert trace == [("calls", [100, 200, 1600])]


def test_calls_out_of_nothing_are_told() -> None:
    with pytest.raises(CheckFailed):
        expect_growth("calls", {10: 0, 100: 500})


def test_one_size_shows_no_growth() -> None:
    with pytest.raises(ValueError, match="at least two sizes"):
        expect_growth("calls", {10: 1})


def test_values_are_given_in_turn_and_over_again() -> None:
    draw = InTurn(["a", "b"])

    assert [draw() for _ in range(3)] == ["a", "b", "a"]
    assert draw.calls == 3
