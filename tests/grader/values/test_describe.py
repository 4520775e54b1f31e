"""Values become short text without running their own methods."""

from typing import Any

import numpy as np
import pytest

from grader.values.describe import MOST_CHARACTERS, describe, number, plain, type_name


def hidden(value: object) -> str:
    raise RuntimeError


Meta = type("Meta", (type,), {"__name__": property(hidden)})


def refuse(value: object, name: str = "") -> Any:
    raise RuntimeError


Hostile = Meta("Hostile", (), {"__repr__": refuse, "__getattribute__": refuse})


class Sub(np.ndarray):
    def view(self, *arguments: Any, **named: Any) -> Any:
        raise RuntimeError


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.1 + 0.2, "0.3"),  # 0.30000000000000004
        (-0.0, "0"),
        (1 / 3, "0.333333"),
        (1e-12, "1e-12"),
        (123456789, "123456789"),
        (10**15, "1e+15"),
        (float("nan"), "nan"),
        (float("-inf"), "-inf"),
        (1 + 2j, "1+2j"),
        (10**400, "an integer of 1329 bits"),  # 400 · log2(10) = 1328.8
        (-(10**400), "an integer of 1329 bits"),
    ],
)
def test_number_has_at_most_six_digits(value: complex, text: str) -> None:
    assert number(value) == text
    assert describe(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "None"),
        (True, "True"),
        ("two\nlines", "'two\\nlines'"),
        ("\udc80", "'\\udc80'"),
        (b"x", "b'x'"),
        ([1, 2.5], "[1, 2.5]"),
        ((1,), "(1,)"),
        ([], "[]"),
        (list(range(10)), "[0, 1, 2, 3, 4, 5, 6, 7, …]"),
        ([[[[[1]]]]], "[[[[[…]]]]]"),
        ({1: 2}, "a value of type dict"),
        (len, "a value of type builtin_function_or_method"),
        (np.float32(0.5), "0.5"),
        (np.longdouble(3), "3"),
        (np.clongdouble(3), "3+0j"),
        (np.True_, "True"),
        (np.str_("a"), "'a'"),
        (np.array(2.0), "float64[] 2"),
        (np.array([1, 2]), "int[2] [1, 2]"),
        (np.array([[1.0], [0.5]]), "float64[2, 1] [[1], [0.5]]"),
        (np.zeros((0, 3)), "float64[0, 3] []"),
        (np.ones(2, dtype=np.longdouble), f"{np.dtype(np.longdouble).name}[2] [1, 1]"),
        (np.array([None]), "object[1]"),
        (np.arange(9), "int[9] [0, 1, 2, 3, 4, 5, 6, 7, …]"),
    ],
)
def test_value_is_described_in_one_line(value: object, text: str) -> None:
    assert describe(value) == text


def test_object_with_hostile_methods_is_described_by_its_type() -> None:
    assert describe(Hostile()) == "a value of type Hostile"
    assert type_name(Hostile()) == "Hostile"


def test_subclass_of_array_is_described_as_an_array() -> None:
    value = np.zeros(2).view(Sub)

    assert describe(value) == "float64[2] [0, 0]"
    assert type(plain(value)) is np.ndarray


def test_list_that_contains_itself_is_described() -> None:
    value: list[Any] = []
    value.append(value)

    assert describe(value) == "[[[[[…]]]]]"


@pytest.mark.parametrize(
    "value",
    [
        "x" * 10_000,
        list(range(10**11, 10**11 + 8)) * 3,
        np.broadcast_to(0.5, (8,) * 19),  # 8^19 entries, 8 bytes of memory
        type("N" * 10_000, (), {})(),
    ],
    ids=["text", "list", "array", "class"],
)
def test_long_description_is_cut(value: object) -> None:
    assert len(describe(value)) <= MOST_CHARACTERS + len("a value of type ")
    assert describe(value)[-1] in "…]"
