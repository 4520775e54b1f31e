"""An exception has one name, one line and one advice, whatever the machine's limits are."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from grader import Report
from grader.feedback.exceptions import learner_line, name_of, sentence
from grader.feedback.messages import ALWAYS
from grader.files import FILE
from grader.isolation import memory_reserve
from grader.isolation.compilation import compile_quotable
from grader.isolation.memory_reserve import keep_reserve, make_room

Graded = Callable[..., Report]

# (exception, its words in WebAssembly, where sizes have 32 bits)
NARROW = [
    (ValueError, "array is too big; `arr.size * arr.dtype.itemsize` is larger than the maximum …"),
    (ValueError, "Maximum allowed dimension exceeded"),
    (ValueError, "Maximum allowed size exceeded"),
    (ValueError, "iterator is too large"),
    (ValueError, "broadcast dimensions too large."),
    (OverflowError, "cannot fit 'int' into an index-sized integer"),
    (OverflowError, "Python int too large to convert to C ssize_t"),
    (OverflowError, "too many digits in integer"),
]


@pytest.mark.parametrize(("kind", "words"), NARROW, ids=[words for _, words in NARROW])
def test_what_is_too_large_for_any_memory_is_a_memory_error(kind: type, words: str) -> None:
    assert name_of(kind(words)) == "MemoryError"


class Own(ValueError):
    args = ("array is too big",)


@pytest.mark.parametrize(
    ("error", "name"),
    [
        (ValueError("math domain error"), "ValueError"),
        (ValueError(), "ValueError"),
        (ValueError(5), "ValueError"),
        (KeyError("array is too big"), "KeyError"),
        (Own("array is too big"), "Own"),
        (MemoryError(), "MemoryError"),
        (OverflowError("Result too large"), "OverflowError"),
    ],
)
def test_other_exceptions_keep_their_names(error: BaseException, name: str) -> None:
    assert name_of(error) == name


def test_advice_follows_where_there_is_some() -> None:
    advice = ALWAYS["SystemExit"]
    said = sentence("Your code raised", SystemExit(), 3)
    assert said == f"Your code raised SystemExit on line 3. {advice}"
    assert sentence("It stops with", Own(), None, ", early") == "It stops with Own, early."


RECURSIONS = {
    "straight": ("def f(n):\n    return f(n + 1)\nf(0)\n", 2),
    "with helpers": (
        "def double(n):\n    return 2 * n\ndef f(n):\n    m = double(n)\n    return f(m)\nf(0)",
        5,
    ),
    "in turn": ("def f(n):\n    return g(n)\ndef g(n):\n    return f(n)\nf(0)\n", 2),
    "by two calls": ("def f(n):\n    if n > 3:\n        f(n)\n    f(n + 1)\nf(0)\n", 4),
    "raised by hand": ("def f(n):\n    raise RecursionError\nf(0)\n", 2),
}


@pytest.mark.parametrize(("text", "line"), RECURSIONS.values(), ids=RECURSIONS)
def test_line_of_an_endless_recursion_is_where_it_begins(text: str, line: int) -> None:
    with pytest.raises(RecursionError) as caught:
        exec(compile_quotable(text, FILE), {})

    assert learner_line(caught.value) == line


def test_memory_error_frees_what_its_functions_held() -> None:
    alive: list[object] = []
    text = "def f():\n    held = Held()\n    raise MemoryError\nf()"

    class Held:
        def __del__(self) -> None:
            alive.remove(None)

    alive.append(None)
    globals_ = {"Held": Held}
    with pytest.raises(MemoryError) as caught:
        exec(compile_quotable(text, FILE), globals_)
    keep_reserve()

    make_room(KeyError())
    assert alive
    make_room(caught.value, globals_)

    assert not alive
    assert not globals_
    assert not memory_reserve._reserve
