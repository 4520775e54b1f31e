"""Calls between the process of the checks and that of a submission: plain values cross.

What is no plain value stays where it is, and the other side gets a stand-in that can be called. No
code and no pickle crosses, so that neither side runs what the other one sends.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import numpy as np

from tools.regrade.apart.messages import Call, CallEach, Get, Message, Question, Raised, Value
from tools.regrade.apart.shared import (
    NUMBERS,
    Refused,
    Shared,
    array_of,
    can_cross,
    content_of,
    dtype_of,
    generator_of,
    state_of,
)

# Numbers of what a submission's side lends first of all: its definitions, and what it has printed.
FIRST, PRINTED = 0, 1
PLAIN = frozenset((type(None), bool, int, float, str))  # that come as they are
MEMBERS = (list, tuple, dict, set, frozenset, range)
DEEPEST = 30  # lists in lists
SHORT = 63  # bits of an integer that msgpack takes, whatever its sign
LONGEST = 10_000  # bits of an integer


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
        self._shared = Shared()
        self._copies = False  # whether arrays cross without being shared from there on

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
        with self._shared:
            changes = self._shared.changes()  # of what has not just been encoded
            coded = [self.encode(value) for value in values]
            coded_names = [(name, self.encode(value)) for name, value in named.items()]
            return self._result(Call(number, coded, coded_names, changes))

    def call_each(self, number: int, rows: Iterable[Iterable[Any]]) -> list[Any]:
        """Call an object of the other side with each of these rows; raises as ``call`` does.

        Their arrays, and those that come back, are each side's own.
        """
        with self._shared:
            changes = self._shared.changes()
            coded = [[self._encode_copy(value) for value in row] for row in rows]
            found = self._result(CallEach(number, coded, changes))
            if type(found) is not list or len(found) != len(coded):
                raise Refused
            return found

    def get(self, number: int, name: str) -> Any:
        """A public attribute of an object of the other side; raises as ``call`` does."""
        with self._shared:
            return self._result(Get(number, name, self._shared.changes()))

    def answer(self, question: Message) -> None:
        """Answer a question of the other side."""
        self._send(self._answer(question))

    def _answer(self, question: Message) -> Value | Raised:
        with self._shared:
            try:
                found = self._done(question)
                return Value(found, self._shared.changes())
            except Exception as error:
                return Raised(type(error).__name__, self._shared.changes())

    def _result(self, question: Question) -> Any:
        self._send(question)
        while isinstance(reply := self._receive(), Question):
            self.answer(reply)
        if not isinstance(reply, Value | Raised):
            raise Refused
        self._shared.apply(reply.changes)
        if isinstance(reply, Raised):
            raise Refused(f"the other side raised {reply.name}")
        return self.decode(reply.value)

    def _done(self, question: Message) -> Any:
        """What a question asks for, encoded."""
        if not isinstance(question, Question):
            raise Refused
        self._shared.apply(question.changes)
        owner = self._lent[_place(question.on, self._lent)]
        if isinstance(question, Call):
            named = {name: self.decode(value) for name, value in question.named}
            return self.encode(owner(*map(self.decode, question.values), **named))
        if isinstance(question, CallEach):
            rows = [[*map(self.decode, row)] for row in question.rows]
            return ["list", [self._encode_copy(owner(*row)) for row in rows]]
        if not self._lends or question.name.startswith("_"):
            raise Refused
        return self.encode(getattr(owner, question.name))

    def _encode_copy(self, value: Any) -> Any:
        """As ``encode``; what becomes of its arrays afterwards is not told."""
        self._copies = True
        try:
            return self.encode(value)
        finally:
            self._copies = False

    def encode(self, value: Any, depth: int = 0) -> Any:
        """A value as what a message holds: itself, or its form and content."""
        kind = type(value)
        if kind is float or kind is bool or value is None:
            return value
        if kind is int and value.bit_length() < LONGEST:
            return value if value.bit_length() <= SHORT else ["int", hex(value)]
        if kind is str:
            return value if value.isascii() else ["text", value.encode("utf-8", "surrogatepass")]
        if kind in MEMBERS and depth < DEEPEST:
            return self._encode_members(value, depth + 1)
        if isinstance(value, np.ndarray | np.random.Generator):
            return self._encode_shared(value)
        return self._encode_rare(value, depth)

    def _encode_rare(self, value: Any, depth: int) -> list[Any]:
        if isinstance(value, StandIn) and value._border is self:
            return ["yours", value._number]
        if isinstance(value, np.generic) and value.dtype.char in NUMBERS:
            return ["number", [value.dtype.str, value.tobytes()]]
        if type(value) is complex:
            return ["complex", [value.real, value.imag]]
        if depth < DEEPEST and isinstance(value, MEMBERS):
            return self._encode_members(value, depth + 1)
        return ["lent", self.lend(value)]

    def _encode_members(self, value: Any, depth: int) -> list[Any]:
        if isinstance(value, dict):
            pairs = dict.items(value)
            return [
                "dict",
                [[self.encode(key, depth), self.encode(one, depth)] for key, one in pairs],
            ]
        kind = type(value)
        if hasattr(kind, "_fields"):
            form = kind.__name__, kind._fields
            self._named[form] = kind
            return ["named", [*form, [self.encode(one, depth) for one in value]]]
        if kind not in MEMBERS:
            kind = next(base for base in MEMBERS if isinstance(value, base))
        return [kind.__name__, [self.encode(one, depth) for one in value]]

    def _encode_shared(self, value: Any) -> list[Any]:
        if self._copies and isinstance(value, np.ndarray) and can_cross(value):
            return ["copy", content_of(value, state_of(value))]
        number = self._shared.number_of(value)
        if number is not None:
            return ["shared", number]
        if not can_cross(value):
            return ["lent", self.lend(value)]
        state = state_of(value)
        self._shared.add(value, state)
        form = "array" if isinstance(value, np.ndarray) else "generator"
        return [form, content_of(value, state)]

    def decode(self, data: Any) -> Any:
        """The value that the other side has encoded.

        Raises:
            Refused: if it is none.
        """
        if type(data) in PLAIN:
            return data
        if type(data) is not list or len(data) != 2 or data[0] not in _DECODED:
            raise Refused
        return _DECODED[data[0]](self, data[1])

    def _decode_each(self, data: Any) -> list[Any]:
        return [self.decode(one) for one in data]

    def _decode_named(self, content: Any) -> Any:
        name, fields, values = content
        form = name, tuple(fields)
        if form not in self._named and not self._lends:
            self._named[form] = namedtuple(name, fields)
        return self._named.get(form, lambda *parts: parts)(*self._decode_each(values))

    def _decode_array(self, content: Any) -> np.ndarray:
        array = array_of(content)
        self._shared.add(array, content[2])
        return array

    def _decode_generator(self, content: Any) -> np.random.Generator:
        generator, state = generator_of(content)
        self._shared.add(generator, state)
        return generator


_DECODED: dict[Any, Callable[[Border, Any], Any]] = {
    "int": lambda border, data: int(data, 16),
    "text": lambda border, data: data.decode("utf-8", "surrogatepass"),
    "list": Border._decode_each,
    "tuple": lambda border, data: tuple(map(border.decode, data)),
    "set": lambda border, data: set(border._decode_each(data)),
    "frozenset": lambda border, data: frozenset(border._decode_each(data)),
    "named": Border._decode_named,
    "range": Border._decode_each,
    "dict": lambda border, data: dict(map(border._decode_each, data)),
    "complex": lambda border, data: complex(*data),
    "number": lambda border, data: np.frombuffer(data[1], dtype_of(data[0])).reshape(())[()],
    "array": Border._decode_array,
    "copy": lambda border, data: array_of(data),
    "generator": Border._decode_generator,
    "shared": lambda border, data: border._shared.value_of(data),
    "yours": lambda border, data: border._lent[_place(data, border._lent)],
    "lent": lambda border, data: StandIn(border, int(data)),
}


def _place(number: Any, among: list[Any]) -> int:
    if type(number) is not int or not 0 <= number < len(among):
        raise Refused
    return number
