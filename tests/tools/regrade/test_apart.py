"""Judging a submission from outside its process: right ones pass there, and values come through."""

from __future__ import annotations

import json
from collections import namedtuple
from collections.abc import Callable, Iterator
from contextlib import closing
from queue import SimpleQueue
from threading import Thread
from typing import Any

import numpy as np
import pytest

from tests.shares import share
from tests.whole_course import COURSE
from tools.grading.child import FORKS
from tools.regrade.apart.border import FIRST, Border, Message, Refused, StandIn
from tools.regrade.apart.process import ApartProcess

CODE = COURSE.code
MOST = 5  # exercises in one run of the tests
SECOND_SEED = 123_456_789
Point = namedtuple("Point", "x y")


@pytest.fixture(scope="module")
def apart() -> Iterator[ApartProcess]:
    if not FORKS:
        pytest.skip("no fork on this system")
    with closing(ApartProcess()) as process:
        yield process


@pytest.mark.parametrize("name", share(CODE, MOST))
def test_right_ways_pass_from_outside(name: str, apart: ApartProcess) -> None:
    folder = CODE[name]
    right = [folder.solution, *(one.text for one in folder.stored if one.verdict == "pass")]

    doubts = [apart.confirm(folder.exercise, text, SECOND_SEED) for text in right]

    assert doubts == [""] * len(right)


@pytest.fixture
def other() -> Iterator[Callable[[Any], Border]]:
    """A border, on the other side of which a function waits in a thread."""
    ways: list[SimpleQueue[str]] = [SimpleQueue(), SimpleQueue()]

    def side(out: int, lends: bool) -> Border:
        def send(message: Message) -> None:
            ways[out].put(json.dumps(message))

        def receive() -> Message:
            return json.loads(ways[1 - out].get(timeout=20))  # type: ignore[no-any-return]

        return Border(send, receive, lends=lends)

    ended = []

    def wait(border: Border) -> None:
        while (message := json.loads(ways[0].get(timeout=20))) != "end":
            border.answer(message)

    def make(function: Any) -> Border:
        there = side(1, False)
        there.lend(function)
        thread = Thread(target=wait, args=[there])
        thread.start()
        ended.append(thread)
        return side(0, True)

    yield make
    ways[0].put('"end"')
    ended[0].join()


@pytest.mark.parametrize(
    "value",
    [
        None, True, 3, -(10**30), 0.1, float("inf"), "é\udcff", 1 + 2j, [1, [2.5, "x"]], (1, (2,)),
        {"a": [1], 2: None}, {1, 2}, frozenset({3}), Point(1, [2]), np.float32(0.5), np.int64(7),
        np.arange(6.0).reshape(2, 3).T, np.array([True, False]), np.zeros((0, 3), dtype=int),
        np.array(2.5), np.ones(2, dtype=complex),
    ],
    ids=repr,
)  # fmt: skip
def test_values_cross_both_ways_as_they_are(value: Any, other: Callable[[Any], Border]) -> None:
    found = other(lambda given: given).call(FIRST, [value])

    assert type(found) is type(value)
    if isinstance(value, np.ndarray):
        assert found.dtype == value.dtype
        assert np.array_equal(found, value)
    else:
        assert found == value


def test_what_is_changed_in_place_is_changed_on_both_sides(
    other: Callable[[Any], Border],
) -> None:
    def change(array: Any, rng: Any, again: Any) -> Any:
        array *= 2.0
        drawn = [rng.random(), again(array), rng.random()]
        return array, drawn

    def again(given: Any) -> float:
        assert given is array
        given += 1.0
        return float(rng.random())

    array, rng, same = np.ones(3), np.random.default_rng(5), np.random.default_rng(5)

    found, drawn = other(change).call(FIRST, [array, rng, again])

    assert found is array
    assert array.tolist() == [3.0] * 3
    assert drawn == [same.random() for _ in range(3)]
    assert rng.random() == same.random()


class Machine:
    """An object of the checks, as a submission gets it."""

    arms = 2
    _best = 1

    def pull(self, arm: int, *, scale: float = 1.0) -> float:
        return scale * (arm == self._best)


def test_an_object_stays_where_it_is(other: Callable[[Any], Border]) -> None:
    def use(machine: Any) -> Any:
        private = [getattr(machine, name, None) for name in ("_best", "__class__", "__dict__")]
        kind = type(private[1]).__name__
        return machine, machine.arms, [machine.pull(arm, scale=2.0) for arm in (0, 1)], kind

    machine = Machine()

    found, *values = other(use).call(FIRST, [machine])

    assert found is machine
    assert values[:2] == [2, [0.0, 2.0]]


@pytest.mark.parametrize(
    "data",
    [
        {"yours": 99}, {"yours": -1}, {"shared": 5}, {"odd": 1}, {}, [1],
        {"new": ["|O", [1], ""]}, {"new": ["<f8", [3], "AAAA"]},
    ],
    ids=repr,
)  # fmt: skip
def test_what_is_no_value_is_refused(data: Any) -> None:
    border = Border(lambda message: None, dict, lends=True)

    with pytest.raises((Refused, ValueError, KeyError)):
        border.decode(data)


def test_a_submission_gets_no_private_name_of_the_checks() -> None:
    said: list[Message] = []
    border = Border(said.append, dict, lends=True)
    number = border.lend(Machine.pull)

    for name in ("__globals__", "__closure__", "__code__", "_best"):
        border.answer({"do": "get", "on": number, "name": name})
    border.answer({"do": "call", "on": 99, "values": [], "named": []})

    assert {one.get("raised") for one in said} == {"Refused"}


def test_what_stays_behind_may_only_be_called(other: Callable[[Any], Border]) -> None:
    found = other(lambda: Machine()).call(FIRST)

    assert isinstance(found, StandIn)
    with pytest.raises(Refused):
        found.arms  # noqa: B018
