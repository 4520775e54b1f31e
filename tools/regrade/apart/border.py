"""Calls between the process of the checks and that of a submission: plain values cross, as JSON.

What is no plain value stays where it is, and the other side gets a stand-in that can be called. No
code and no pickle crosses, so that neither side runs what the other one sends.
"""

from __future__ import annotations

import base64
from collections import namedtuple
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import numpy as np

Message = dict[str, Any]
PLAIN = (type(None), bool, str, float)
NUMBERS = "?bhilqBHILQefdFD"  # the kinds of NumPy's numbers that cross
FIRST = 0  # number of the object that a side lends first of all
MEMBERS = (list, tuple, dict, set, frozenset, range)
SEEDED = np.random.SeedSequence(0)  # of generators that get another state at once: it takes long
DEEPEST = 30  # lists in lists
LONGEST = 10_000  # bits of an integer
# Of what is shared in a call, the first are its arguments, and the last are in use.
FIRST_SHARED, LAST_SHARED = 24, 24


class Refused(Exception):
    """The other side did not do what was asked of it, or asked for what it may not have."""


class StandIn:
    """An object of the other side."""

    def __init__(self, border: Border, number: int) -> None:
        self._border, self._number = border, number

    def __call__(self, *values: Any, **named: Any) -> Any:
        return self._border.call(self._number, values, named)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        value = self._border.get(self._number, name)
        if isinstance(value, StandIn):  # a method, which is asked for at each call
            vars(self)[name] = value
        return value


class Border:
    """One side of it. The two take turns: who asks answers the other's questions meanwhile.

    Args:
        send: a message to the other side.
        receive: the next message from there.
        lends: whether the other side may also read the public attributes of what it gets a
            stand-in for, and brings no named tuples of its own; else it may only call that.
    """

    def __init__(
        self, send: Callable[[Message], None], receive: Callable[[], Message], *, lends: bool
    ) -> None:
        self._send, self._receive, self._lends = send, receive, lends
        self._lent: list[Any] = []
        self._numbers: dict[int, int] = {}
        self._named: dict[tuple[str, tuple[str, ...]], type] = {}
        # What both sides have, as they had it when they last spoke: each array or generator that
        # crosses gets the next number on both of them, and changes cross with the next message.
        self._shared: dict[int, tuple[Any, Any]] = {}
        self._next = self._depth = 0

    def lend(self, value: Any) -> int:
        """The number by which the other side knows an object."""
        number = self._numbers.setdefault(id(value), len(self._lent))
        if number == len(self._lent):
            self._lent.append(value)  # and keep it, so that nothing else gets its id
        return number

    def call(self, number: int, values: Iterable[Any] = (), named: Mapping[str, Any] = {}) -> Any:
        """Call an object of the other side.

        Raises:
            Refused: if that raises anything.
        """
        with self._turn():
            message = {"values": [*map(self.encode, values)]}
            message["named"] = [[name, self.encode(value)] for name, value in named.items()]
            return self._ask({"do": "call", "on": number, **message})

    def get(self, number: int, name: str) -> Any:
        """A public attribute of an object of the other side; raises as ``call`` does."""
        with self._turn():
            return self._ask({"do": "get", "on": number, "name": name})

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """What crosses inside the block is shared until the outermost call has ended."""
        self._depth += 1
        try:
            yield
        finally:
            self._depth -= 1
            if not self._depth:
                self._shared.clear()
                self._next = 0

    def _share(self, value: Any) -> None:
        self._shared[self._next] = value, _state(value)
        self._shared.pop(
            self._next - LAST_SHARED if self._next >= FIRST_SHARED + LAST_SHARED else -1, None
        )
        self._next += 1

    def answer(self, message: Message) -> None:
        """Answer a question of the other side."""
        with self._turn():
            try:
                self._apply(message.get("changes", []))
                reply = {"value": self.encode(self._done(message))}
            except Exception as error:
                reply = {"raised": type(error).__name__}
            self._send({**reply, "changes": self._changes()})

    def encode(self, value: Any, depth: int = 0) -> Any:
        """A value as JSON."""
        kind = type(value)
        if kind in PLAIN or (kind is int and value.bit_length() < LONGEST):
            return value
        if kind in MEMBERS and depth < DEEPEST:
            return self._encode_members(value, depth + 1)
        if isinstance(value, StandIn) and value._border is self:
            return {"yours": value._number}
        if isinstance(value, np.ndarray | np.random.Generator):
            return self._encode_shared(value)
        if isinstance(value, np.generic) and value.dtype.char in NUMBERS:
            return {"number": _content(np.asarray(value))}
        if kind is complex:
            return {"complex": [value.real, value.imag]}
        if depth < DEEPEST and isinstance(value, MEMBERS):
            return self._encode_members(value, depth + 1)
        return {"lent": self.lend(value)}

    def _encode_members(self, value: Any, depth: int) -> Any:
        if isinstance(value, dict):
            pairs = dict.items(value)
            return {
                "dict": [[self.encode(key, depth), self.encode(one, depth)] for key, one in pairs]
            }
        kind = type(value)
        if hasattr(kind, "_fields"):
            form = kind.__name__, kind._fields
            self._named[form] = kind
            return {"named": [*form, [self.encode(one, depth) for one in value]]}
        if kind not in MEMBERS:
            kind = next(base for base in MEMBERS if isinstance(value, base))
        return {kind.__name__: [self.encode(one, depth) for one in value]}

    def _encode_shared(self, value: Any) -> Any:
        for number, (shared, _) in self._shared.items():
            if shared is value:
                return {"shared": number}
        content = _content(value)
        if content is None:
            return {"lent": self.lend(value)}
        self._share(value)
        return {"new": content}

    def decode(self, data: Any) -> Any:
        """The value that the other side has encoded.

        Raises:
            Refused: if it is none.
        """
        if type(data) is int or type(data) in PLAIN:
            return data
        if not isinstance(data, dict) or len(data) != 1:
            raise Refused
        ((form, content),) = data.items()
        if form not in _DECODED:
            raise Refused
        return _DECODED[form](self, content)

    def _decode_each(self, data: Any) -> list[Any]:
        return [self.decode(one) for one in data]

    def _decode_named(self, content: Any) -> Any:
        name, fields, values = content
        form = name, tuple(fields)
        if form not in self._named and not self._lends:
            self._named[form] = namedtuple(name, fields)
        return self._named.get(form, lambda *parts: parts)(*self._decode_each(values))

    def _decode_new(self, content: Any) -> Any:
        value = _value(content)
        self._share(value)
        return value

    def _ask(self, message: Message) -> Any:
        self._send({**message, "changes": self._changes()})
        while True:
            reply = self._receive()
            if "do" in reply:
                self.answer(reply)
                continue
            self._apply(reply.get("changes", []))
            if "value" not in reply:
                raise Refused(f"the other side raised {reply.get('raised')}")
            return self.decode(reply["value"])

    def _done(self, message: Message) -> Any:
        owner = self._lent[_place(message["on"], self._lent)]
        if message["do"] == "call":
            named = {str(name): self.decode(value) for name, value in message["named"]}
            return owner(*self._decode_each(message["values"]), **named)
        name = message["name"]
        if not (self._lends and type(name) is str and not name.startswith("_")):
            raise Refused
        return getattr(owner, name)

    def _changes(self) -> list[Any]:
        changes = []
        for number, (value, before) in self._shared.items():
            now = _state(value)
            if now != before:
                self._shared[number] = value, now
                changes.append([number, _content(value)])
        return changes

    def _apply(self, changes: Any) -> None:
        for number, content in changes:
            value = self._shared[number][0]
            if isinstance(value, np.random.Generator):
                value.bit_generator.state = content
            else:
                new = _value(content)
                if new.shape != value.shape or new.dtype != value.dtype:
                    raise Refused
                value[...] = new
            self._shared[number] = value, _state(value)


_DECODED: dict[str, Callable[[Border, Any], Any]] = {
    "list": Border._decode_each,
    "tuple": lambda border, data: tuple(border._decode_each(data)),
    "set": lambda border, data: set(border._decode_each(data)),
    "frozenset": lambda border, data: frozenset(border._decode_each(data)),
    "named": Border._decode_named,
    "range": Border._decode_each,
    "dict": lambda border, data: dict(map(border._decode_each, data)),
    "complex": lambda border, data: complex(*data),
    "number": lambda border, data: _value(data)[()],
    "new": Border._decode_new,
    "shared": lambda border, data: border._shared[data][0],
    "yours": lambda border, data: border._lent[_place(data, border._lent)],
    "lent": lambda border, data: StandIn(border, int(data)),
}


def _place(number: Any, among: list[Any]) -> int:
    if type(number) is not int or not 0 <= number < len(among):
        raise Refused
    return number


def _state(value: Any) -> Any:
    """What is not the same any more when an array or a generator has changed."""
    return value.tobytes() if isinstance(value, np.ndarray) else value.bit_generator.state


def _content(value: Any) -> Any:
    """An array, or a generator of random numbers, as JSON; None of another kind than crosses."""
    if isinstance(value, np.ndarray):
        if value.dtype.char not in NUMBERS:
            return None
        plain = np.asarray(value, order="C")
        return [plain.dtype.str, [*plain.shape], base64.b64encode(plain.tobytes()).decode()]
    state = value.bit_generator.state
    return state if state["bit_generator"] == "PCG64" else None


def _value(content: Any) -> Any:
    if isinstance(content, dict):
        generator = np.random.Generator(np.random.PCG64(SEEDED))
        generator.bit_generator.state = content
        return generator
    kind, shape, values = content
    dtype = np.dtype(str(kind))
    if dtype.char not in NUMBERS:
        raise Refused
    flat = np.frombuffer(base64.b64decode(values), dtype)
    return flat.reshape([int(size) for size in shape]).copy()
