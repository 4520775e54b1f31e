"""A run of the checks says how far it is, in numbers that can be read from outside."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any

import pytest

from grader import Counted, check
from grader.expectations import progress
from grader.expectations.checks import checks_in, run_checks


def outside() -> tuple[int, float]:
    """What is said, read past Python as the browser's worker does."""
    return progress.read((ctypes.c_int * 2).from_address(progress.address()))


@pytest.fixture(autouse=True)
def untouched() -> Iterator[None]:
    yield
    progress.begin_check(0)


def test_each_check_is_counted_while_it_runs_and_none_afterwards() -> None:
    seen: list[tuple[int, float]] = []

    @check("First")
    def first(learner: Any, solution: Any, rng: Any) -> None:
        look = Counted(lambda: seen.append(outside()), of=4, after=1)
        look()
        look()
        raise MemoryError

    @check("Skipped", after="first")
    def skipped(learner: Any, solution: Any, rng: Any) -> None:
        seen.append((99, 0.0))

    @check("Last")
    def last(learner: Any, solution: Any, rng: Any) -> None:
        Counted(lambda: None)()  # counts for itself alone
        seen.append(outside())

    namespace = {function.__name__: function for function in (first, skipped, last)}
    run_checks(checks_in(namespace), None, None, 0)

    assert seen == [(1, 0.25), (1, 0.5), (3, 0.0)]
    assert outside() == (0, 0.0)


@pytest.mark.parametrize(
    ("share", "shown"), [(-1.0, 0.0), (0.0, 0.0), (0.5, 0.5), (1.0, 1.0), (7, 1.0)]
)
def test_a_share_stays_between_nothing_and_all(share: float, shown: float) -> None:
    progress.begin_check(2)
    progress.show_share(share)

    assert outside() == (2, shown)


def test_numbers_of_others_may_be_anything() -> None:
    assert progress.read([900, -(2**31)]) == (900, 0.0)
    assert progress.read([-1, 2**31 - 1]) == (-1, 1.0)
