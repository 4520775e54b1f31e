"""Traces: what is recorded, its JSON form, and when two are the same."""

import json
from typing import Any

import numpy as np
import pytest

from grader.values.trace import (
    encode,
    encode_trace,
    fields_of,
    fill,
    record,
    recording,
    same_trace,
)


def test_recorded_array_is_a_copy() -> None:
    array = np.zeros(2)

    with recording() as trace:
        record("zeros", array)
        array[0] = 9

    assert encode_trace(trace) == [["zeros", {"shape": [2], "values": [0.0, 0.0]}]]


def test_nothing_is_recorded_outside_a_block() -> None:
    with recording() as trace:
        pass
    record("late", 1)

    assert trace == []


@pytest.mark.parametrize(
    ("value", "encoded"),
    [
        (None, None),
        (True, True),
        (np.True_, True),
        (3, 3),
        (np.int8(3), 3),
        (0.5, 0.5),
        (np.longdouble(0.5), 0.5),
        (float("nan"), "nan"),
        (float("-inf"), "-inf"),
        (1 + 2j, [1.0, 2.0]),
        ("word", "word"),
        ((1, [2]), {"length": 2, "values": [1, {"shape": [1], "values": [2]}]}),
        (np.array([[1, 2]]), {"shape": [1, 2], "values": [1, 2]}),
        (np.array([np.nan]), {"shape": [1], "values": ["nan"]}),
        (10**400, {"type": "int"}),
        ({1: 2}, {"type": "dict"}),
        (np.array([None]), {"type": "ndarray"}),
        ([], {"shape": [0], "values": []}),
        ([1, "2"], {"length": 2, "values": [1, "2"]}),
        ([10**400, 1], {"length": 2, "values": [{"type": "int"}, 1]}),
    ],
)
def test_value_has_a_json_form(value: object, encoded: object) -> None:
    assert encode(value) == encoded
    assert type(encode(value)) is type(encoded)


@pytest.mark.parametrize(
    ("value", "array"),
    [
        ([1, 2.5], [1.0, 2.5]),
        ((np.float64(1), np.int8(2)), [1, 2]),
        ([[1, 2], (3, 4)], [[1, 2], [3, 4]]),
        ([np.ones(2), [1.0, 1.0]], np.ones((2, 2))),
        ([[], []], np.zeros((2, 0))),
        ([0.5] * 6301, [0.5] * 6301),
        (0.5, 0.5),
        (3, 3.0),
    ],
)
def test_numbers_have_one_form_in_lists_and_in_arrays(value: Any, array: Any) -> None:
    assert same_trace([["it", encode(value)]], [["it", encode(np.array(array))]])


class Odd(np.ndarray):
    """An array whose own methods must not run."""

    def __len__(self) -> int:
        raise AssertionError


def test_methods_of_what_a_list_holds_are_not_run() -> None:
    encoded = encode([np.ones(2).view(Odd), [1.0, 1.0]])

    assert encoded == {"shape": [2, 2], "values": [1.0] * 4}


def test_large_array_keeps_64_entries_from_first_to_last() -> None:
    encoded = encode(np.arange(6301.0))  # 6300 / 63 = 100 apart

    assert encoded["shape"] == [6301]
    assert encoded["values"] == [100.0 * place for place in range(64)]


def test_array_too_large_for_memory_is_encoded() -> None:
    encoded = encode(np.broadcast_to(0.5, (8,) * 19))

    assert encoded["values"] == [0.5] * 64


def cyclic() -> list[Any]:
    value: list[Any] = []
    value.append(value)
    return value


def bushy() -> list[Any]:
    value: list[Any] = [1]
    for _ in range(30):
        value = [value] * 8
    return value


@pytest.mark.parametrize("value", [cyclic(), bushy()], ids=["cyclic", "bushy"])
def test_endless_list_has_a_short_json_form(value: list[Any]) -> None:
    assert len(json.dumps(encode(value))) < 10**6


ONE: list[list[Any]] = [["theta", {"shape": [2], "values": [1.0, 2.0]}], ["calls", 3]]


@pytest.mark.parametrize(
    ("entry", "value", "same"),
    [
        (0, {"shape": [2], "values": [1.0, 2.0 + 1e-7]}, True),
        (0, {"shape": [2], "values": [1.0, 2.0 + 1e-5]}, False),
        (0, {"shape": [2, 1], "values": [1.0, 2.0]}, False),
        (0, {"length": 2, "values": [1.0, 2.0]}, False),
        (1, 3.0, True),
        (1, True, False),
        (1, "3", False),
        (1, None, False),
    ],
)
def test_traces_are_the_same_when_values_agree_to_a_millionth(
    entry: int, value: object, same: bool
) -> None:
    other = [list(pair) for pair in ONE]
    other[entry][1] = value

    assert same_trace(ONE, other) is same
    assert same_trace(other, ONE) is same


def test_traces_with_other_labels_or_lengths_differ() -> None:
    assert not same_trace(ONE, [["phi", ONE[0][1]], ONE[1]])
    assert not same_trace(ONE, ONE[:1])


def test_nan_is_the_same_as_nan() -> None:
    trace = encode_trace([("loss", float("nan"))])

    assert same_trace(trace, encode_trace([("loss", np.float64("nan"))]))


def test_feedback_takes_the_values_of_the_run() -> None:
    fields = fields_of([("theta after 1 step", 0.25)], expected="1", found="2")

    text = fill("{expected} and {found}: {theta after 1 step}, {unknown}, {}", fields)

    assert text == "1 and 2: 0.25, {unknown}, {}"


def test_sentence_has_the_numbers_of_an_array_without_its_type() -> None:
    trace = [("grid", np.eye(2)), ("list", [1, 2]), ("words", "x[0] [1]")]
    fields = fields_of(trace, expected="[1]", found="float64[1] [0.5]")

    text = fill("{found} for {expected}: {grid}, {list}, {words}", fields)

    assert text == "[0.5] for [1]: [[1, 0], [0, 1]], [1, 2], 'x[0] [1]'"
