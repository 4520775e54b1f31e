"""Every grading run starts clean, and leaves no mark on the next one.

A submission shares the interpreter with the grader. What it can change by accident (or on
purpose) is saved here once, compared after it ran, and put back: a replaced name is reported, and
what cannot be put back asks for a new interpreter.
"""

from __future__ import annotations

import builtins
import gc
import io
import os
import random
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import ModuleType
from typing import Any

import numpy as np

from grader import guard

RECURSION_LIMIT = 1000
MOST_OUTPUT = 10_000  # characters of output that are kept
# Besides builtins, math, numpy and grader: what the grader itself leans on.
WATCHED = ("math", "ast", "inspect", "io", "json", "linecache", "random", "time", "traceback")

_MISSING = object()
_BUILTINS = dict(vars(builtins))
_builtins_now = vars(builtins)


class Output(io.TextIOBase):
    """Collects the first characters of what is printed; closing it does nothing."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._room = MOST_OUTPUT
        self.cut = False

    def write(self, text: str) -> int:
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        if len(text) > self._room:
            self.cut = True
        if self._room:
            kept = text[: self._room]
            self._parts.append(kept)
            self._room -= len(kept)
        return len(text)

    def writable(self) -> bool:
        return True

    def close(self) -> None:
        """A submission may close its standard output; the next print still works."""

    def text(self) -> str:
        """What was printed, at most ``MOST_OUTPUT`` characters."""
        # JSON text must not carry half characters.
        return "".join(self._parts).encode("utf-8", "replace").decode("utf-8")


class CleanState:
    """One run's standard output, and the list of names that the submission replaced."""

    def __init__(self) -> None:
        self.output = Output()
        self.replaced: list[str] = []

    def inspect(self) -> list[str]:
        """Put back what was replaced since the run began; returns the names, all so far."""
        found = _put_back_builtins()
        for label, namespace, saved in _watched():
            found += [f"{label}.{name}" for name in _put_back(namespace, saved)]
        self.replaced += [name for name in found if name not in self.replaced]
        return self.replaced


spoiled = False  # something could not be put back: the caller should start a new interpreter


@contextmanager
def clean_state(seed: int) -> Iterator[CleanState]:
    """Run a block with a fresh interpreter state; restores everything afterwards."""
    _watched()
    state = CleanState()
    saved = _save()
    sys.stdout = sys.stderr = state.output
    sys.stdin = io.StringIO()
    sys.setrecursionlimit(_depth() + RECURSION_LIMIT)
    random.seed(seed)
    np.random.seed(seed)
    guard.arm()
    try:
        with warnings.catch_warnings(), np.errstate(all="ignore"), np.printoptions():
            warnings.resetwarnings()
            warnings.simplefilter("ignore")
            yield state
    finally:
        _put_back_builtins()
        state.inspect()
        guard.disarm()
        _restore(saved)


def _save() -> dict[str, Any]:
    return {
        "streams": (sys.stdin, sys.stdout, sys.stderr),
        "hooks": (sys.excepthook, sys.displayhook),
        "limit": sys.getrecursionlimit(),
        "path": (sys.path, list(sys.path)),
        "meta_path": (sys.meta_path, list(sys.meta_path)),
        "modules": {name: sys.modules[name] for name in list(sys.modules)},
        "folder": _folder(),
        "environ": dict(os.environ),
        "legacy": (random.getstate(), np.random.get_state()),
    }


def _restore(saved: dict[str, Any]) -> None:
    global spoiled
    sys.settrace(None)
    sys.setprofile(None)
    gc.enable()
    sys.stdin, sys.stdout, sys.stderr = saved["streams"]
    sys.excepthook, sys.displayhook = saved["hooks"]
    sys.setrecursionlimit(saved["limit"])
    for name in ("path", "meta_path"):
        held, entries = saved[name]
        held[:] = entries
        setattr(sys, name, held)
    for name, module in saved["modules"].items():
        if sys.modules.get(name) is not module:
            sys.modules[name] = module
    if saved["folder"] and _folder() != saved["folder"]:
        with suppress(OSError):
            os.chdir(saved["folder"])
        spoiled = spoiled or _folder() != saved["folder"]
    if dict(os.environ) != saved["environ"]:
        os.environ.clear()
        os.environ.update(saved["environ"])
    random.setstate(saved["legacy"][0])
    np.random.set_state(saved["legacy"][1])
    for _, namespace, kept in _watched():
        spoiled = spoiled or bool(_put_back(namespace, kept))


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


# --- Names: (label, namespace, saved copy) of every watched module and of the grader's own classes.

_watch_list: list[tuple[str, Any, dict[str, Any]]] = []


def _watched() -> list[tuple[str, Any, dict[str, Any]]]:
    if not _watch_list:  # at the first run, when the whole grader has been imported
        for name, module in sorted(sys.modules.items()):
            root = name.partition(".")[0]
            if isinstance(module, ModuleType) and (root in ("numpy", "grader") or name in WATCHED):
                _watch_list.append((name, vars(module), _solid(vars(module))))
        for name, module in sorted(sys.modules.items()):
            for value in list(vars(module).values()) if name.startswith("grader") else ():
                if isinstance(value, type) and value.__module__ == name:
                    _watch_list.append((value.__qualname__, value, _solid(vars(value))))
    return _watch_list


def _solid(namespace: Any) -> dict[str, Any]:
    """The names that nothing replaces in the course of ordinary work: functions, classes, modules,
    and public constants."""
    return {
        name: value
        for name, value in dict(namespace).items()
        if callable(value)
        or isinstance(value, ModuleType | classmethod | staticmethod | property)
        or (isinstance(value, float | int | str) and name.isupper())
        or (isinstance(value, float) and not name.startswith("_"))
    }


def _put_back_builtins() -> list[str]:
    # No built-in name may be looked up before they are all back: a submission can delete any.
    changed = [
        name
        for name, value in _BUILTINS.items()
        if name != "_" and _builtins_now.get(name, _MISSING) is not value
    ]
    _builtins_now.update(_BUILTINS)
    for name in set(_builtins_now) - set(_BUILTINS):
        del _builtins_now[name]
    return [f"builtins.{name}" for name in changed]


def _put_back(namespace: Any, saved: dict[str, Any]) -> list[str]:
    """Restore a module's dictionary or a class; returns the names that had been changed."""
    now = namespace if isinstance(namespace, dict) else vars(namespace)
    changed = [name for name, value in saved.items() if now.get(name, _MISSING) is not value]
    for name in changed:
        if isinstance(namespace, dict):
            namespace[name] = saved[name]
        else:
            setattr(namespace, name, saved[name])
    return changed
