"""Arrays and generators of random numbers that both processes have, and how these cross.

They cross once. From then on the two sides tell each other what has changed in them, so that a
function may change its arguments in place, and may draw from the generator that it is given.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.random.bit_generator import ISeedSequence

from tools.regrade.apart.messages import Change

NUMBERS = "?bhilqBHILQefdFD"  # the kinds of NumPy's numbers that cross
# Of what is shared in a call, the first are its arguments, and the last are in use.
FIRST_SHARED, LAST_SHARED = 24, 24
WORD = 16  # bytes of the two large integers in a generator's state


class Refused(Exception):
    """The other side did not do what was asked of it, or asked for what it may not have."""


class Shared:
    """What both sides have, as they had it when they last spoke.

    Each array or generator that crosses gets the next number on both of them. They are shared until
    the outermost ``with`` block ends.
    """

    def __init__(self) -> None:
        self._values: dict[int, tuple[Any, Any]] = {}  # with their states
        self._numbers: dict[int, int] = {}  # by the ids of the values
        self._next = self._depth = 0

    def __enter__(self) -> None:
        self._depth += 1

    def __exit__(self, *_: object) -> None:
        self._depth -= 1
        if not self._depth:
            self._values.clear()
            self._numbers.clear()
            self._next = 0

    def add(self, value: Any, state: Any) -> None:
        """Share a value from here on."""
        if self._next >= FIRST_SHARED + LAST_SHARED:
            old = self._values.pop(self._next - LAST_SHARED, None)
            if old:
                del self._numbers[id(old[0])]
        self._values[self._next] = value, state
        self._numbers[id(value)] = self._next
        self._next += 1

    def number_of(self, value: Any) -> int | None:
        """The number of a value; None if it is not shared."""
        return self._numbers.get(id(value))

    def value_of(self, number: int) -> Any:
        """The value with a number."""
        return self._values[number][0]

    def changes(self) -> list[Change]:
        """What has changed here since the two sides spoke."""
        changes = []
        for number, (value, before) in self._values.items():
            now = state_of(value)
            if now != before:
                self._values[number] = value, now
                changes.append((number, content_of(value, now)))
        return changes

    def apply(self, changes: Iterable[Change]) -> None:
        """Make the changes that the other side tells.

        Raises:
            Refused: if an array would get another shape or other numbers.
        """
        for number, content in changes:
            value = self._values[number][0]
            if isinstance(value, np.random.Generator):
                state = value.bit_generator.state = _generator_state(content)
            else:
                new = array_of(content)
                if new.shape != value.shape or new.dtype != value.dtype:
                    raise Refused
                value[...] = new
                state = value.tobytes()
            self._values[number] = value, state


def can_cross(value: Any) -> bool:
    """Whether an array or a generator is of a kind that crosses."""
    if isinstance(value, np.ndarray):
        return value.dtype.char in NUMBERS
    return type(value.bit_generator) is np.random.PCG64


def state_of(value: Any) -> Any:
    """What is not the same any more when an array or a generator has changed."""
    return value.tobytes() if isinstance(value, np.ndarray) else value.bit_generator.state


def content_of(value: Any, state: Any) -> list[Any]:
    """An array or a generator in such a state, in plain values."""
    if isinstance(value, np.ndarray):
        return [value.dtype.str, value.shape, state]
    words = (state["state"][name].to_bytes(WORD, "little") for name in ("state", "inc"))
    return [*words, state["has_uint32"], state["uinteger"]]


def array_of(content: Any) -> np.ndarray:
    """The array that has this content."""
    kind, shape, values = content
    return np.frombuffer(values, dtype_of(kind)).reshape(shape).copy()


def generator_of(content: Any) -> tuple[np.random.Generator, Any]:
    """The generator that has this content, and its state."""
    seeded = np.random.PCG64(_NO_SEED)  # type: ignore[arg-type]
    generator = np.random.Generator(seeded)
    state = generator.bit_generator.state = _generator_state(content)
    return generator, state


@lru_cache(maxsize=100)
def dtype_of(kind: str) -> np.dtype[Any]:
    """NumPy's kind of numbers with a name.

    Raises:
        Refused: if such numbers do not cross.
    """
    dtype = np.dtype(str(kind))
    if dtype.char not in NUMBERS:
        raise Refused
    return dtype


def _generator_state(content: Any) -> dict[str, Any]:
    state, step, has_half, half = content
    words = {"state": int.from_bytes(state, "little"), "inc": int.from_bytes(step, "little")}
    return {"bit_generator": "PCG64", "state": words, "has_uint32": has_half, "uinteger": half}


class _NoSeed(ISeedSequence):
    """Of generators that get another state at once: to make one of a seed takes long."""

    _words = np.zeros(4, np.uint64)

    def generate_state(self, n_words: int, dtype: Any = np.uint32) -> Any:
        return self._words


_NO_SEED = _NoSeed()
