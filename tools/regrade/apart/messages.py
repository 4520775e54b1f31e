"""What crosses between the two processes, and the socket through which it does.

Messages are msgpack: numbers, texts, bytes and lists of these, and nothing that would be run.
"""

from __future__ import annotations

import socket
import struct
import time
from collections.abc import Callable
from typing import Any

import msgspec

from tools.regrade.lines import AT_ONCE, LONGEST_LINE, wait

Change = tuple[int, Any]  # the number of what both sides have, and what it holds now


class Call(msgspec.Struct, tag="call", array_like=True):
    """A question: what does an object of the other side return?"""

    on: int
    values: list[Any]
    named: list[tuple[str, Any]]
    changes: list[Change]


class CallEach(msgspec.Struct, tag="each", array_like=True):
    """A question: what does an object of the other side return for each of these rows?"""

    on: int
    rows: list[list[Any]]
    changes: list[Change]


class Get(msgspec.Struct, tag="get", array_like=True):
    """A question: what is an attribute of an object of the other side?"""

    on: int
    name: str
    changes: list[Change]


class Value(msgspec.Struct, tag="value", array_like=True):
    """An answer."""

    value: Any
    changes: list[Change]


class Raised(msgspec.Struct, tag="raised", array_like=True):
    """An answer: there is no value, for want of which an exception was raised."""

    name: str
    changes: list[Change]


class End(msgspec.Struct, tag="end", array_like=True):
    """There is nothing more to ask."""


Question = Call | CallEach | Get
Message = Question | Value | Raised | End

_HEAD = struct.Struct("<II")  # of a message: how long it is, and which submission it is about
# Answers mostly come at once. One call of the system takes them then, and two if it is first asked
# whether there is anything.
_AT_FIRST = struct.pack("@ll", 0, 20_000)  # seconds and microseconds

to_bytes = msgspec.msgpack.Encoder().encode
from_bytes: Callable[[bytes], Message] = msgspec.msgpack.Decoder(Message).decode


class Wire:
    """One side of a socket.

    Args:
        number: of the submission; what is about another one is left aside.
        beside: a descriptor on which something comes in when the other side is no more; None to
            wait for however long it takes.

    Attributes:
        is_cut: whether a part of a message was sent, and the rest was not.
    """

    def __init__(self, own: socket.socket, number: int, beside: int | None = None) -> None:
        self._socket, self._number = own, number
        self._beside = [] if beside is None else [beside]
        self._unread = bytearray()
        self.is_cut = False
        if self._beside:
            own.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, _AT_FIRST)

    def send(self, message: Message, seconds: float) -> None:
        """Say something.

        Raises:
            OSError: if it is not taken within ``seconds``.
        """
        text = to_bytes(message)
        frame = memoryview(_HEAD.pack(len(text), self._number) + text)
        end = time.monotonic() + seconds
        self.is_cut = True
        while frame:
            try:
                frame = frame[self._socket.send(frame, socket.MSG_DONTWAIT) :]
            except BlockingIOError:
                wait([], [self._socket.fileno()], self._beside, end)
        self.is_cut = False

    def receive(self, seconds: float) -> Message:
        """What the other side says next.

        Raises:
            OSError: if nothing comes within ``seconds``, or too much.
            msgspec.MsgspecError: if it is no message.
        """
        end = time.monotonic() + seconds
        while True:
            size, number = self._head(end)
            while len(self._unread) < size:
                self._read(end)
            text = bytes(self._unread[_HEAD.size : size])
            del self._unread[:size]
            if number == self._number:
                return from_bytes(text)

    def _head(self, end: float) -> tuple[int, int]:
        while len(self._unread) < _HEAD.size:
            self._read(end)
        length, number = _HEAD.unpack_from(self._unread)
        if length > LONGEST_LINE:
            raise ConnectionError("it says more than anybody asked")
        return length + _HEAD.size, number

    def _read(self, end: float) -> None:
        try:
            part = self._socket.recv(AT_ONCE)
        except BlockingIOError:
            wait([self._socket.fileno()], [], self._beside, end)
            return
        if not part:
            raise ConnectionError("it has ended")
        if time.monotonic() > end:
            raise TimeoutError
        self._unread += part
