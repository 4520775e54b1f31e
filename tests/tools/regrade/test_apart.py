"""Judging a submission from outside its process: right ones pass there, and values come through."""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Iterator
from contextlib import closing
from queue import SimpleQueue
from threading import Thread
from typing import Any

import numpy as np
import pytest

from grader import CodeExercise, grade
from grader.isolation.clean_state import MOST_OUTPUT
from tests.shares import share
from tests.whole_course import COURSE
from tools.grading.child import FORKS
from tools.regrade.apart.border import FIRST, Border, StandIn
from tools.regrade.apart.messages import (
    Call,
    End,
    Get,
    Message,
    Raised,
    Value,
    from_bytes,
    to_bytes,
)
from tools.regrade.apart.process import ApartProcess
from tools.regrade.apart.shared import Refused

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

    judged = [apart.judge(folder.exercise, text, SECOND_SEED) for text in right]

    assert [why for _, why in judged] == [""] * len(right)
    for text, (report, _) in zip(right, judged, strict=True):
        assert report == {
            **grade(folder.exercise, text, SECOND_SEED).data(), "seconds": (report or {})["seconds"]
        }  # fmt: skip


@pytest.fixture
def other() -> Iterator[Callable[[Any], Border]]:
    """A border, on the other side of which a function waits in a thread."""
    ways: list[SimpleQueue[bytes]] = [SimpleQueue(), SimpleQueue()]

    def side(out: int, lends: bool) -> Border:
        def send(message: Message) -> None:
            ways[out].put(to_bytes(message))

        def receive() -> Message:
            return from_bytes(ways[1 - out].get(timeout=20))

        return Border(send, receive, lends=lends)

    ended = []

    def wait(border: Border) -> None:
        while not isinstance(message := from_bytes(ways[0].get(timeout=20)), End):
            border.answer(message)

    def make(function: Any) -> Border:
        there = side(1, False)
        there.lend(function)
        thread = Thread(target=wait, args=[there])
        thread.start()
        ended.append(thread)
        return side(0, True)

    yield make
    ways[0].put(to_bytes(End()))
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
        ["yours", 99], ["yours", -1], ["shared", 5], ["odd", 1], [], [1], {"list": []}, [[], []],
        b"", ["array", ["|O", [1], b"12345678"]], ["array", ["<f8", [3], b"1234"]],
        ["number", ["|O", b"12345678"]], ["generator", [b"", b"", 0]],
    ],
    ids=repr,
)  # fmt: skip
def test_what_is_no_value_is_refused(data: Any) -> None:
    border = Border(lambda message: None, End, lends=True)

    with pytest.raises((Refused, ValueError, KeyError, TypeError)):
        border.decode(data)


def test_a_submission_gets_no_private_name_of_the_checks() -> None:
    said: list[Message] = []
    border = Border(said.append, End, lends=True)
    number = border.lend(Machine.pull)

    for name in ("__globals__", "__closure__", "__code__", "_best"):
        border.answer(Get(number, name, []))
    border.answer(Call(99, [], [], []))
    border.answer(Value(1, []))

    assert said == [Raised("Refused", [])] * 6


def test_what_stays_behind_may_only_be_called(other: Callable[[Any], Border]) -> None:
    found = other(lambda: Machine()).call(FIRST)

    assert isinstance(found, StandIn)
    with pytest.raises(Refused):
        found.arms  # noqa: B018


def questions_of(border: Border) -> list[Message]:
    """What is asked from here on."""
    asked: list[Message] = []
    send = border._send

    def note(question: Message) -> None:
        asked.append(question)
        send(question)

    border._send = note
    return asked


def test_many_calls_are_one_message_and_give_what_a_loop_gives(
    other: Callable[[Any], Border],
) -> None:
    kept = np.zeros(3)

    def draw(array: Any, rng: Any) -> Any:
        array += rng.normal()
        kept[:] = array  # returned again and again, each time with other numbers
        return kept, rng.random(), array

    border, same = other(draw), np.random.default_rng(5)
    asked = questions_of(border)
    rng, expected = np.random.default_rng(5), []
    for _ in range(100):
        held, *rest = draw(np.ones(3), same)
        expected.append([held.tolist(), rest[0], rest[1].tolist()])

    found = border.call_each(FIRST, ((np.ones(3), rng) for _ in range(100)))

    assert [[held.tolist(), number, array.tolist()] for held, number, array in found] == expected
    assert rng.random() == same.random()
    assert len(asked) == 1


def test_one_call_of_many_may_ask_back(other: Callable[[Any], Border]) -> None:
    def use(pull: Any, array: Any) -> Any:
        return pull(array) + array

    def pull(array: Any) -> Any:
        return array * 2.0

    rows = [(pull, np.full(2, float(number))) for number in range(60)]

    found = other(use).call_each(FIRST, rows)

    assert [array.tolist() for array in found] == [[3.0 * number] * 2 for number in range(60)]


@pytest.mark.parametrize("value", [["list", [1.0]], ["tuple", [1.0, 2.0]], 2.0, ["list", []]])
def test_other_than_a_result_for_each_row_is_refused(value: Any) -> None:
    border = Border(lambda message: None, lambda: Value(value, []), lends=True)

    with pytest.raises(Refused):
        border.call_each(FIRST, [(1,), (2,)])


def test_what_a_submission_says_that_it_has_printed_is_text(apart: ApartProcess) -> None:
    chatty = "print('a', end='')\n" + COUNTING.solution.replace(
        "made[0] +=", "print('é'); made[0] +="
    )
    long = "print('x' * 20_000)\n" + COUNTING.solution

    said = [apart.judge(COUNTING, text, SECOND_SEED)[0] or {} for text in (chatty, long)]

    assert said[0]["stdout"] == "a" + "é\n" * 10
    assert (said[1]["stdout"], said[1]["stdout_cut"]) == ("x" * MOST_OUTPUT, True)


COUNTING = CodeExercise(
    id="a/counting",
    version="1",
    seconds=20,
    defines=("count(step)",),
    starter="",
    solution="made = [0]\n\ndef count(step):\n    made[0] += step\n    return made[0]\n",
    grader="""from grader import check, expect_equal

@check("Steps are counted")
def steps(learner, solution, rng):
    for place in range(1, 10):
        expect_equal("steps", learner.count(1), place)
    expect_equal("steps, once more", learner.count(0), 9)
""",
)


def test_a_function_that_counts_its_calls_passes(apart: ApartProcess) -> None:
    report, why = apart.judge(COUNTING, COUNTING.solution, SECOND_SEED)
    assert report
    assert (report["verdict"], report["seed"], why) == ("pass", SECOND_SEED, "")

    wrong = COUNTING.solution.replace("return made[0]", "return made[0] % 9")
    assert apart.judge(COUNTING, wrong, SECOND_SEED) == (None, "a check fails")
