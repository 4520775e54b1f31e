"""What a grading run begins with, and what it may not have replaced when it ends.

A submission shares the interpreter with the grader until its Report is written. So the names that
the grader needs are looked at and put back before that (see ``grader.isolation.tamper``). Nothing
is put back for the sake of the next submission: whoever asks for gradings sees to it that each gets
an interpreter that no other has used.
"""

from __future__ import annotations

import gc
import io
import random
import sys
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np

from grader.isolation import audit_hook, memory_reserve, tamper
from grader.isolation.submission import NAME
from grader.isolation.tamper import Snapshot
from grader.isolation.trusted import Trusted

# Frames. In the browser a memoised function takes two for each call (see
# ``grader.isolation.pyodide``), and a thousand such calls are to be had there as well.
RECURSION_LIMIT = 2200
MOST_OUTPUT = 10_000  # characters of output that are kept


class Transcript:
    """The first characters of what a run printed.

    Attributes:
        cut: whether there was more.
    """

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._room = MOST_OUTPUT
        self.cut = False

    def add(self, text: str) -> None:
        """Keep as much of a text as there is room for."""
        if len(text) > self._room:
            self.cut = True
        if self._room:
            beginning = text[: self._room]
            self._parts.append(beginning)
            self._room -= len(beginning)

    def text(self) -> str:
        """What was printed, at most ``MOST_OUTPUT`` characters."""
        # JSON text must not carry half characters.
        return "".join(self._parts).encode("utf-8", "replace").decode("utf-8")


class Output(io.TextIOBase):
    """Standard output of a run; closing it, or writing to its attributes, does no harm."""

    name, mode, encoding, errors = "<stdout>", "w", "utf-8", "strict"

    def __init__(self, add: Callable[[str], None]) -> None:
        self._add = add
        self.buffer = Bytes(self)

    def reconfigure(self, **_: Any) -> None:
        """There is one way to write here."""

    def write(self, text: str) -> int:
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        plain = str.__str__(text)  # a subclass of str may measure itself as it likes
        self._add(plain)
        return len(plain)

    def writable(self) -> bool:
        return True

    def close(self) -> None:
        """A submission may close its standard output; the next print still works."""


class Bytes(io.RawIOBase):
    """Takes the bytes of a text."""

    def __init__(self, output: io.TextIOBase) -> None:
        self._output = output

    def write(self, content: Any) -> int:
        text = bytes(content)
        self._output.write(text.decode("utf-8", "replace"))
        return len(text)

    def writable(self) -> bool:
        return True

    def close(self) -> None:
        """As of ``Output``."""


class CleanState:
    """One run's output, the names that the submission replaced, and what it cannot replace.

    Args:
        watched: whether it is looked for what was replaced.
    """

    def __init__(self, *, watched: bool = True) -> None:
        self.output = Transcript()
        self.replaced: list[str] = []
        self.trusted = Trusted(self.inspect)
        self._limit = sys.getrecursionlimit()
        self._filters = warnings.filters
        self._snapshot = Snapshot() if watched else None
        self._callbacks = list(gc.callbacks)
        self._tools = _tools()

    def inspect(self) -> list[str]:
        """Put back what was replaced since the run began; returns the names, all so far."""
        if self._snapshot is None:
            return self.replaced
        names = self._snapshot.put_back()
        if sys.getrecursionlimit() < self._limit:
            names.append("the recursion limit")
            sys.setrecursionlimit(self._limit)
        if type(warnings.filters) is not list:  # else it is the submission's own affair
            names.append("warnings.filters")
            warnings.filters = self._filters
        names += self._end_callbacks()
        self.replaced += [name for name in names if name not in self.replaced]
        return self.replaced

    def _end_callbacks(self) -> list[str]:
        """What a submission has called while others run would run while its Report is written."""
        sys.settrace(None)
        sys.setprofile(None)
        names = []
        if gc.callbacks != self._callbacks:
            names.append("gc.callbacks")
            gc.callbacks[:] = self._callbacks
        for tool in _tools() - self._tools:
            if _get_tool(tool) != _PROFILE:  # left on it does no harm
                names.append("sys.monitoring")
            _set_events(tool, 0)
            _free_tool(tool)
        return names


# A submission can replace the functions of sys.monitoring, but not these.
_get_tool, _free_tool = sys.monitoring.get_tool, sys.monitoring.free_tool_id
_set_events = sys.monitoring.set_events
_PROFILE = "cProfile"  # what that module's tool is called


def look_ahead() -> None:
    """Do now what the next run would begin with, in a process whose forks are the next runs."""
    tamper.look_ahead()
    memory_reserve.keep_reserve()


@contextmanager
def clean_state(seed: int) -> Iterator[CleanState]:
    """Run a block in a state that depends on the seed alone.

    What is set here is set back afterwards. What the block does besides that is left as it is: the
    random numbers, for example, stay seeded.
    """
    streams, limit = (sys.stdin, sys.stdout, sys.stderr), sys.getrecursionlimit()
    memory_reserve.keep_reserve()
    sys.stdin = io.StringIO()
    sys.setrecursionlimit(_depth() + RECURSION_LIMIT)
    random.seed(seed)
    np.random.seed(seed)
    disarm = audit_hook.arm()
    try:
        with warnings.catch_warnings(), np.errstate(all="ignore"), np.printoptions():
            warnings.resetwarnings()
            warnings.simplefilter("ignore")
            state = CleanState(watched=not _sharing)
            inspect = state.trusted.inspect
            sys.stdout = sys.stderr = Output(state.output.add)
            try:
                yield state
            finally:
                inspect()
    finally:
        # what a submission has put in their place may do something when it is let go
        sys.stdin, sys.stdout, sys.stderr = streams
        sys.modules.pop(NAME, None)
        disarm()
        sys.setrecursionlimit(limit)
        if not _sharing:
            memory_reserve.drop_reserve()


_sharing: list[CleanState] = []  # the one that all runs share, if they do


@contextmanager
def shared_state() -> Iterator[list[str]]:
    """Look only once for what all runs inside the block have replaced.

    To note 12,000 names and to look at them three times takes ten times as long as quick checks do.

    Returns:
        The names that were replaced, which are there when the block has ended. If there are any,
        one run may have changed what came of the next.
    """
    state = CleanState()
    _sharing.append(state)
    try:
        yield state.replaced
    finally:
        _sharing.clear()
        state.inspect()
        memory_reserve.drop_reserve()


def _tools() -> set[int]:
    return {number for number in range(6) if _get_tool(number) is not None}


def _depth() -> int:
    """Frames in use now: a learner's recursion gets the same room wherever grading is called."""
    depth, frame = 0, sys._getframe()
    while frame.f_back is not None:
        depth, frame = depth + 1, frame.f_back
    return depth
