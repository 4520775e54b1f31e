"""When the clock strikes, the place that is noted is the same wherever in the work it strikes."""

from __future__ import annotations

import ctypes
import signal
import sys
from collections.abc import Iterator

import pytest

from grader.files import FILE, SCRATCH
from grader.isolation import timeout_line
from grader.isolation.compilation import compile_quotable


@pytest.fixture(autouse=True)
def handler() -> Iterator[None]:
    before = signal.getsignal(signal.SIGALRM)
    yield
    signal.signal(signal.SIGALRM, before)


def strike() -> None:
    signal.raise_signal(signal.SIGALRM)


def place_in(text: str, file: str = FILE) -> int:
    """What is noted when the signal comes at each ``interrupt()`` of a text."""
    timeout_line.listen()
    exec(compile_quotable(text, file), {"interrupt": strike})
    return timeout_line.place()


PLACES = {
    "no loop": ("x = 1\ninterrupt()", -2),
    "while": ("n = 1\nwhile n:\n    n -= 1\n    interrupt()", 2),
    "condition": ("n = 1\nwhile n and interrupt():\n    pass", 2),
    "for": ("for i in range(2):\n    interrupt()", 1),
    "endless while in a for": (
        "for i in [1]:\n    n = 1\n    while n:\n        n = 0\n        interrupt()",
        3,
    ),
    "for in an endless while": (
        "n = 1\nwhile n:\n    n = 0\n    for i in [1]:\n        interrupt()",
        2,
    ),
    "while in while": ("n = 2\nwhile n:\n    while n:\n        n -= 1\n        interrupt()", 2),
    "for in for": ("for i in [1]:\n    for j in [1]:\n        interrupt()", 1),
    "after a loop": ("for i in [1]:\n    pass\ninterrupt()", -3),
    "else of a loop": ("for i in [1]:\n    pass\nelse:\n    interrupt()", -4),
    "function without a loop": ("def f():\n    interrupt()\n\nf()", -4),
    "function called in a loop": ("def f():\n    interrupt()\n\nwhile f():\n    pass", 4),
    "function with a loop called in a loop": (
        "def f():\n    for i in [1]:\n        interrupt()\n\nwhile f():\n    pass",
        2,
    ),
    "function defined in a loop": (
        "for i in [1]:\n    def f():\n        interrupt()\n\nf()",
        -5,
    ),
    "definition in a loop": ("for i in [1]:\n    def f(x=interrupt()):\n        pass", 1),
    "function on one line": ("for i in [1]:\n    def f(): interrupt()\nf()", -3),
    "class": ("for i in [1]:\n    class A:\n        interrupt()", 1),
    "lambda": ("f = lambda: interrupt()\nfor i in [1]:\n    f()", 2),
    "lambda made in a loop": ("for i in [1]:\n    f = lambda: interrupt()\nf()", -3),
    "list comprehension": ("[interrupt() for _ in [1]]", -1),
    "generator expression": ("x = 1\nlist(interrupt() for _ in [1])", -2),
    "generator": (
        "def numbers():\n    yield 1\n    interrupt()\n\nfor i in numbers():\n    pass",
        5,
    ),
    "recursion": ("def f(n):\n    f(n - 1) if n else interrupt()\n\nf(5)", -4),
    "try": ("while True:\n    try:\n        interrupt()\n    finally:\n        break", 1),
    "callback of a library": (
        "while True:\n    sorted([2, 1], key=lambda x: interrupt() or x)\n    break",
        1,
    ),
}


@pytest.mark.parametrize(("text", "place"), PLACES.values(), ids=PLACES)
def test_place(text: str, place: int) -> None:
    assert place_in(text) == place


def test_place_is_unknown_without_a_submission() -> None:
    assert place_in("while True:\n    interrupt()\n    break", "other.py") == 0


def test_scratch_area_is_no_place_in_the_submission() -> None:
    for text in ("interrupt()", "for i in [1]:\n    interrupt()"):
        assert place_in(text, SCRATCH) == 0


def test_place_can_be_read_from_memory() -> None:
    place_in("for i in [1]:\n    interrupt()")

    assert ctypes.c_int.from_address(timeout_line.address()).value == 1
    timeout_line.listen()
    assert ctypes.c_int.from_address(timeout_line.address()).value == 0


def test_place_is_told() -> None:
    lines: list[int] = []
    timeout_line.listen(lines.append)

    exec(compile_quotable("while interrupt(): pass", FILE), {"interrupt": strike})

    assert lines == [1]


def test_deep_recursion_leaves_room_for_the_handler() -> None:
    text = "def f():\n    try:\n        f()\n    except RecursionError:\n        interrupt()\n"
    limit = sys.getrecursionlimit()

    try:
        assert place_in(f"{text}\nf()") == -7
    finally:
        sys.setrecursionlimit(limit)


def test_whatever_goes_wrong_in_the_handler_stays_there(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise SystemExit

    monkeypatch.setattr("ast.parse", fail)

    assert place_in("interrupt()") == 0
