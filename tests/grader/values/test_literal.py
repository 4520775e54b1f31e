"""Values become source that gives an equal value, or None."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from grader.values.literal import generator_lines, generator_state, literal


class Odd:
    __name__ = property(lambda self: 1 / 0)

    def __call__(self) -> None: ...


class OwnFloat(np.float64):
    def item(self, *_: Any) -> Any:
        raise SystemExit


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "None"),
        (True, "True"),
        (-3, "-3"),
        (0.1, "0.1"),
        (float("nan"), "np.nan"),
        (float("-inf"), "-np.inf"),
        ("it's", '"it\'s"'),
        ((1,), "(1,)"),
        ((), "()"),
        ([1, (2.5, None)], "[1, (2.5, None)]"),
        ({"a": [1]}, "{'a': [1]}"),
        ({"b", "a"}, "{'a', 'b'}"),
        (np.float64(0.5), "np.float64(0.5)"),
        (np.float32(0.5), "np.float32(0.5)"),
        (np.int_(3), "np.int_(3)"),
        (np.uint8(3), "np.uint8(3)"),
        (np.True_, "np.True_"),
        (np.array(1.5), "np.array(1.5)"),
        (np.array([[1.0, np.nan], [2.0, np.inf]]), "np.array([[1.0, np.nan], [2.0, np.inf]])"),
        (np.array([1, 2]), "np.array([1, 2])"),
        (np.array([True]), "np.array([True])"),
        (np.array([1.5], dtype=np.float32), "np.array([1.5], dtype=np.float32)"),
        (np.zeros((0, 3)), "np.zeros((0, 3), dtype=float)"),
        (len, "len"),
        (float, "float"),
        (np.sin, "np.sin"),
        (np.sum, "np.sum"),
    ],
)
def test_value_is_written_and_read_back(value: Any, text: str) -> None:
    assert literal(value) == text

    again = eval(text, {"np": np})
    assert type(again) is type(value)
    if isinstance(value, np.ndarray):
        assert (again.dtype, again.shape) == (value.dtype, value.shape)
        assert np.array_equal(again, value, equal_nan=value.dtype.kind == "f")
    else:
        assert again == value or (again != again and value != value)


@pytest.mark.parametrize(
    "value",
    [
        Odd(),
        OwnFloat(1.0),
        [Odd()],
        10**400,
        "x" * 10**5,
        [0] * 1000,
        np.zeros(1000),
        np.ones(2) * 1j,
        np.array([None]),
        lambda: None,
        set(),
        [[[[[[[[1]]]]]]]],
        1j,
    ],
    ids=range(13),
)
def test_what_is_large_or_not_plain_is_not_written(value: Any) -> None:
    assert literal(value) is None


def test_list_that_holds_itself_is_not_written() -> None:
    value: list[Any] = []
    value.append(value)

    assert literal(value) is None


def remade(lines: list[str]) -> np.random.Generator:
    names: dict[str, Any] = {"np": np}
    exec("\n".join(lines), names)
    generator: np.random.Generator = names["rng"]
    return generator


@pytest.mark.parametrize(
    ("generator", "first"),
    [
        (np.random.default_rng(3), "rng = np.random.default_rng(3)"),
        (np.random.default_rng([0, 77]), "rng = np.random.default_rng([0, 77])"),
        (
            np.random.Generator(np.random.Philox(5)),
            "rng = np.random.Generator(np.random.Philox(5))",
        ),
    ],
)
def test_fresh_generator_is_written_by_its_seed(generator: Any, first: str) -> None:
    state = generator_state(generator)

    assert generator_lines("rng", state) == [first]
    assert remade([first]).random() == generator.random()


def test_used_generator_is_written_by_its_state() -> None:
    used, seedless = np.random.default_rng(3), np.random.default_rng()
    used.random(5)
    seedless.random()

    for generator in (used, seedless, np.random.default_rng(3).spawn(1)[0]):
        lines = generator_lines("rng", generator_state(generator))
        assert lines is not None
        assert len(lines) == 2
        assert remade(lines).random() == generator.random()


def test_generator_whose_state_is_long_is_not_written() -> None:
    generator = np.random.Generator(np.random.MT19937(3))
    generator.random()

    assert generator_lines("rng", generator_state(generator)) is None
