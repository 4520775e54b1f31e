"""Every grading run starts clean, and leaves no mark on the next one.

A submission shares the interpreter with the grader. What it can change by accident (or on
purpose) is saved before it runs and put back afterwards: a replaced name is reported (see
``grader.isolation.tamper``), and what cannot be put back asks for a new interpreter.
"""

from __future__ import annotations

import gc
import io
import os
import random
import signal
import sys
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import ModuleType
from typing import Any

import numpy as np

from grader.isolation import audit_hook, memory_reserve, timeout_line
from grader.isolation.tamper import Snapshot
from grader.isolation.trusted import Trusted

RECURSION_LIMIT = 1000
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

    def __init__(self, add: Callable[[str], None]) -> None:
        self._add = add

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


class CleanState:
    """One run's output, the names that the submission replaced, and what it cannot replace."""

    def __init__(self) -> None:
        self.output = Transcript()
        self.replaced: list[str] = []
        self.trusted = Trusted(self.inspect)
        self._limit = sys.getrecursionlimit()
        self._snapshot = Snapshot()
        self._callbacks = list(gc.callbacks)
        self._tools = _tools()

    def inspect(self) -> list[str]:
        """Put back what was replaced since the run began; returns the names, all so far."""
        names = self._snapshot.put_back()
        if sys.getrecursionlimit() < self._limit:
            names.append("the recursion limit")
            sys.setrecursionlimit(self._limit)
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
            names.append("sys.monitoring")
            _set_events(tool, 0)
            _free_tool(tool)
        return names


# A submission can replace the functions of sys.monitoring, but not these.
_get_tool, _free_tool = sys.monitoring.get_tool, sys.monitoring.free_tool_id
_set_events = sys.monitoring.set_events

_spoiled = False


def is_spoiled() -> bool:
    """Whether something could not be put back: the caller should start a new interpreter."""
    return _spoiled


def spoil() -> None:
    """Note that something could not be put back."""
    global _spoiled
    _spoiled = True


@contextmanager
def clean_state(seed: int) -> Iterator[CleanState]:
    """Run a block with a fresh interpreter state; restores everything afterwards."""
    saved = _save()
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
            state = CleanState()
            inspect = state.trusted.inspect
            sys.stdout = sys.stderr = Output(state.output.add)
            try:
                yield state
            finally:
                inspect()
    finally:
        disarm()
        _restore(saved)
        memory_reserve.drop_reserve()


def _save() -> dict[str, Any]:
    return {
        "streams": (sys.stdin, sys.stdout, sys.stderr),
        "hooks": (sys.excepthook, sys.displayhook, sys.unraisablehook, sys.breakpointhook),
        "limit": sys.getrecursionlimit(),
        "path": (sys.path, list(sys.path)),
        "meta_path": (sys.meta_path, list(sys.meta_path)),
        "modules": (sys.modules, dict(sys.modules)),
        "folder": _folder(),
        "environ": (os.environ, dict(os.environ)),
        "signals": _handlers(),
        "collector": gc.get_threshold(),
        "legacy": (random.getstate(), np.random.get_state()),
    }


def _restore(saved: dict[str, Any]) -> None:
    sys.settrace(None)
    sys.setprofile(None)
    gc.enable()
    gc.set_threshold(*saved["collector"])
    timeout_line.forget()
    _restore_signals(saved["signals"])
    sys.stdin, sys.stdout, sys.stderr = saved["streams"]
    sys.excepthook, sys.displayhook, sys.unraisablehook, sys.breakpointhook = saved["hooks"]
    sys.setrecursionlimit(saved["limit"])
    for name in ("path", "meta_path"):
        held, entries = saved[name]
        held[:] = entries
        setattr(sys, name, held)
    _restore_modules(*saved["modules"])
    if saved["folder"] and _folder() != saved["folder"]:
        with suppress(OSError):
            os.chdir(saved["folder"])
        if _folder() != saved["folder"]:
            spoil()
    os.environ, variables = saved["environ"]
    if dict(os.environ) != variables:
        os.environ.clear()
        os.environ.update(variables)
    random.setstate(saved["legacy"][0])
    np.random.set_state(saved["legacy"][1])


def _tools() -> set[int]:
    return {number for number in range(6) if _get_tool(number) is not None}


def _restore_modules(modules: dict[str, ModuleType], before: dict[str, ModuleType]) -> None:
    """What a submission imported may stay (it is slow to load); what it made up must not."""
    sys.modules = modules
    for name in list(modules):
        if name not in before and getattr(modules[name], "__spec__", None) is None:
            del modules[name]
    modules.update(before)


def _handlers() -> dict[int, Any]:
    return {number: signal.getsignal(number) for number in signal.valid_signals()}


def _restore_signals(handlers: dict[int, Any]) -> None:
    for number, now in _handlers().items():
        if now is not handlers[number] and handlers[number] is not None:
            signal.signal(number, handlers[number])


def _depth() -> int:
    """Frames in use now: a learner's recursion gets the same room wherever grading is called."""
    depth, frame = 0, sys._getframe()
    while frame.f_back is not None:
        depth, frame = depth + 1, frame.f_back
    return depth


def _folder() -> str | None:
    try:
        return os.getcwd()
    except OSError:
        return None
