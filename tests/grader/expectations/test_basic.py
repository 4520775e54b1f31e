"""Expectations hold, or fail with a sentence that a learner can use."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import numpy as np
import pytest

from grader.expectations.basic import (
    CheckFailed,
    expect_between,
    expect_close,
    expect_equal,
    expect_several,
    expect_true,
    expect_unchanged,
)
from grader.values.trace import recording

Call = Callable[[], None]


def failure(call: Call) -> CheckFailed:
    with pytest.raises(CheckFailed) as caught:
        call()
    return caught.value


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (2, 2.0),
        (2.0 + 1e-6, 2.0),  # within 1e-9 + 1e-6 · 2
        (1e-10, 0.0),
        ([1, 2], np.array([1.0, 2.0])),
        ((1.0, 2.0), [1, 2]),
        (np.array([True, False]), [1, 0]),
        (np.float32(0.5), 0.5),
        (np.ones((2, 1), dtype=np.longdouble), [[1.0], [1.0]]),
        ([float("nan"), float("inf")], [np.nan, np.inf]),
        ([], []),
    ],
)
def test_close_numbers_are_accepted(found: object, expected: object) -> None:
    expect_close("value", found, expected)


@pytest.mark.parametrize(
    ("found", "expected", "sentence"),
    [
        (
            None,
            1.0,
            "value: expected a number, found None. A function that ends without return gives None.",
        ),
        ("1", 1.0, "value: expected a number, found '1'."),
        (1 + 0j, 1.0, "value: expected a number, found 1+0j."),
        (
            [[1], [1, 2]],
            [1.0, 2.0],
            "value: expected an array of numbers of shape (2,), found [[1], [1, 2]].",
        ),
        (
            {1.0},
            [1.0],
            "value: expected an array of numbers of shape (1,), found a value of type set.",
        ),
        (1.0, [1.0], "value: expected an array of shape (1,), found a single number."),
        ([1.0], 1.0, "value: expected a single number, found an array of shape (1,)."),
        (
            [[1.0, 2.0]],
            [1.0, 2.0],
            "value: expected an array of shape (2,), found an array of shape (1, 2).",
        ),
        ([1.0, np.nan], [1.0, 2.0], "value at index 1: expected a finite number, found nan."),
        (np.inf, 1.0, "value: expected a finite number, found inf."),
        (1.0, np.nan, "value: expected nan, found 1."),
        (2.0, 1.0, "value: expected 1, found 2."),
        (2.0 + 1e-5, 2.0, "value: expected 2, found 2.00001."),
        (
            [[1.0, 5.0], [3.0, 6.0]],
            [[1.0, 2.0], [3.0, 4.0]],
            "value at index (0, 1): expected 2, found 5 (2 of 4 values differ).",
        ),
    ],
)
def test_first_difference_is_named(found: object, expected: object, sentence: str) -> None:
    failed = failure(lambda: expect_close("value", found, expected))

    assert failed.feedback == sentence


def test_tolerances_are_the_graders_to_choose() -> None:
    expect_close("value", 1.1, 1.0, rtol=0.2)

    failure(lambda: expect_close("value", 1.1, 1.0, atol=0.05))


def test_failure_describes_both_values() -> None:
    failed = failure(lambda: expect_close("value", [1.0, 3.0], [1, 2]))

    assert (failed.expected, failed.found) == ("[1, 2]", "[1, 3]")


@pytest.mark.parametrize(
    "call",
    [
        lambda words: expect_close("value", 1, 2, feedback=words),
        lambda words: expect_close("value", None, 2, feedback=words),
        lambda words: expect_equal("value", 1, 2, feedback=words),
        lambda words: expect_true("value", False, words),
        lambda words: expect_between("value", 9, 0, 1, feedback=words),
        lambda words: expect_unchanged("value", np.ones(1), np.zeros(1), feedback=words),
    ],
)
def test_own_feedback_replaces_the_sentence(call: Callable[[str], None]) -> None:
    assert failure(lambda: call("Look again.")).feedback == "Look again."


Lying = type("Lying", (), {"__class__": np.ndarray})  # it pretends to be an array


class Endless:
    def __len__(self) -> int:
        return 2**40

    def __getitem__(self, index: int) -> float:
        return 1.0


class Refuses:
    def __array__(self, *arguments: Any, **named: Any) -> np.ndarray:
        raise ValueError


class Overridden(np.ndarray):
    def astype(self, *arguments: Any, **named: Any) -> Any:
        return None

    def reshape(self, *arguments: Any, **named: Any) -> Any:
        return None


@pytest.mark.parametrize(
    "found",
    [
        Lying(),
        Endless(),
        Refuses(),
        [Refuses(), 1, 2],
        np.zeros(3).view(Overridden),
        (number for number in (1, 2, 3)),
        np.array([1, None, 3]),
        np.array(["2020-01-01"] * 3, dtype="M8[D]"),
        np.zeros(3, dtype=[("x", float)]),
        np.broadcast_to(1.0, (10**7, 10**7)),
        [10**400, 1, 2],
        pytest.param(10**5000, id="huge integer"),
        np.full(3, -1.7e308),
        np.full(3, np.finfo(np.longdouble).max),
    ],
)
def test_value_of_any_type_fails_with_a_sentence(found: object) -> None:
    failed = failure(lambda: expect_close("value", found, [1.0, 2.0, 3.0]))

    assert failed.feedback.startswith("value")
    assert type(failed.found) is str


def test_numpy_told_to_raise_does_not_reach_the_comparison() -> None:
    with np.errstate(all="raise"), warnings.catch_warnings():
        warnings.simplefilter("error")
        failed = failure(lambda: expect_close("value", 1.7e308, -1.7e308))

    assert failed.feedback == "value: expected -1.7e+308, found 1.7e+308."


@pytest.mark.parametrize(
    ("found", "expected", "equal"),
    [
        (3, 3, True),
        (np.int64(3), 3, True),
        (True, True, True),
        (np.False_, False, True),
        (None, None, True),
        ("a", "a", True),
        ([1, (2, "b")], [1, (2, "b")], True),
        ([np.int64(1)], [1], True),
        (3.0, 3, False),
        (True, 1, False),
        (1, True, False),
        ((1,), [1], False),
        ([1, 2], [1], False),
        ("3", 3, False),
        (10**400, 3, False),
        (np.array(3), 3, False),
    ],
)
def test_equal_means_same_type_and_value(found: object, expected: object, equal: bool) -> None:
    if equal:
        expect_equal("value", found, expected)
    else:
        assert failure(lambda: expect_equal("value", found, expected)).feedback


def test_value_that_claims_to_equal_everything_does_not() -> None:
    class Anything:
        def __eq__(self, other: object) -> bool:
            return True

    failure(lambda: expect_equal("value", Anything(), 3))


@pytest.mark.parametrize("found", [0.0, 0.5, 1, np.float32(1)])
def test_number_in_the_interval_is_accepted(found: object) -> None:
    expect_between("value", found, 0.0, 1.0)


@pytest.mark.parametrize(
    ("found", "sentence"),
    [
        (1.5, "value: expected 0 to 1, found 1.5."),
        (-1, "value: expected 0 to 1, found -1."),
        (float("nan"), "value: expected 0 to 1, found nan."),
        ([0.5], "value: expected a number, found [0.5]."),
        (
            None,
            "value: expected a number, found None. A function that ends without return gives None.",
        ),
        ("0.5", "value: expected a number, found '0.5'."),
    ],
)
def test_value_outside_the_interval_is_named(found: object, sentence: str) -> None:
    assert failure(lambda: expect_between("value", found, 0.0, 1.0)).feedback == sentence


def test_changed_array_is_noticed() -> None:
    before = np.array([1.0, np.nan])
    expect_unchanged("values", before.copy(), before)

    failed = failure(lambda: expect_unchanged("values", np.array([1.0, 2.0]), before))
    failure(lambda: expect_unchanged("values", before.reshape(2, 1), before))

    assert failed.feedback == "values: your code changed an array it was given; work on a copy."


class Pair(NamedTuple):
    first: int
    second: int


class Stubborn(list[int]):
    def __len__(self) -> int:
        raise ZeroDivisionError

    def __iter__(self) -> Iterator[int]:
        raise ZeroDivisionError


@pytest.mark.parametrize("found", [(1, 2), [1, 2], Pair(1, 2), Stubborn([1, 2])])
def test_as_many_results_as_expected_are_returned_plain(found: object) -> None:
    several = expect_several(found, 2, "Return two.")

    assert type(several) in (tuple, list)
    assert list(several) == [1, 2]


@pytest.mark.parametrize(
    ("found", "form"),
    [
        (None, "NoneType"),
        ((1,), "tuple of 1: int"),
        ([1, 2.0, 3], "list of 3: int, float, int"),
        (np.zeros(2), "f[2]"),
        ({1, 2}, "set"),
        ("ab", "str"),
    ],
)
def test_other_results_fail_with_the_sentence(found: object, form: str) -> None:
    with recording() as trace:
        failed = failure(lambda: expect_several(found, 2, "Return two."))

    assert trace == [("two results", False), ("form of two results", form)]
    more = " A function that ends without return gives None." if found is None else ""
    assert (failed.feedback, failed.expected) == (f"Return two.{more}", "two results")
    assert failed.value is found


def test_a_condition_on_a_form_tells_one_wrong_form_from_another() -> None:
    with recording() as trace:
        failed = failure(lambda: expect_true("a table", False, "Return a table.", None))
        failure(lambda: expect_true("a table", False, "Return a table.", np.zeros((2, 3))))
        failure(lambda: expect_true("a sum", False, "It is no sum."))

    assert failed.feedback == "Return a table. A function that ends without return gives None."
    assert trace == [
        ("a table", False),
        ("form of a table", "NoneType"),
        ("a table", False),
        ("form of a table", "f[2, 3]"),
        ("a sum", False),
    ]


def test_each_expectation_records_its_label_first() -> None:
    with recording() as trace:
        expect_close("close", 1.0, 1.0)
        expect_equal("equal", 2, 2)
        expect_between("between", 3, 0, 9)
        expect_true("true", True, "")
        expect_unchanged("unchanged", np.zeros(1), np.zeros(1))
        failure(lambda: expect_close("wrong", None, 1.0))

    assert [label for label, _ in trace] == [
        "close",
        "equal",
        "between",
        "true",
        "unchanged",
        "wrong",
    ]
