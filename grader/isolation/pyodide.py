"""Python's side of the browser's worker: waking up from a snapshot, and modules that come later.

A snapshot holds the modules that were imported when it was made. The others arrive with the
standard library, after the first verdict; a run that asked for one before is run again.
"""

from __future__ import annotations

import asyncio
import functools
import importlib
import importlib.util
import os
import sys
import time
import warnings
import zipfile
from collections.abc import Callable
from types import ModuleType

from grader.isolation import audit_hook, surroundings, timeout_line
from grader.isolation.import_gate import ImportGate, is_absent, shut

# What leads from Python to JavaScript.
HIDDEN = ("js", "pyodide_js", "pyodide", "_pyodide", "_pyodide_core")
PIECE = 0.05  # seconds
_REST = "/tmp/rest.zip"


class _Gate(ImportGate):
    """Notes that a module was asked for which may still arrive."""

    def __init__(self) -> None:
        super().__init__()
        self.waiting = False
        self.wanted = False

    def lets(self, name: str) -> bool:
        """Whatever else is not hidden: what is not shipped is not found."""
        return not is_absent(name) and name.partition(".")[0] not in HIDDEN

    def find_spec(self, name: str, path: object = None, target: object = None) -> object:
        """As in the terminal; what is not there yet may be on its way."""
        spec = super().find_spec(name, path, target)
        self.wanted = self.wanted or (self.waiting and self.lets(name))
        return spec


_gate = _Gate()


def settle() -> None:
    """Set-up that can be part of the snapshot."""
    _undo_event_loop()
    time.sleep = _slept(time.sleep, time.monotonic)  # type: ignore[assignment]
    _memoise_in_python()
    audit_hook.install()
    audit_hook.stay_armed()
    surroundings.empty()
    timeout_line.listen()


def _memoise_in_python() -> None:
    """Have memoised functions take frames of Python only, which need nothing of the small stack."""
    native = sys.modules["_functools"]
    sys.modules["_functools"] = None  # type: ignore[assignment]
    try:
        spec = functools.__spec__
        assert spec is not None
        assert spec.loader is not None
        copy = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(copy)
    finally:
        sys.modules["_functools"] = native
    functools._lru_cache_wrapper = copy._lru_cache_wrapper  # type: ignore[misc]


def wake(complete: bool) -> int:
    """Make the interpreter ready for learners' code.

    Every grading run seeds the random numbers anew, so that it does not matter that each snapshot
    holds the same state of them.

    Args:
        complete: whether all modules are there already: it comes from no snapshot.

    Returns:
        The address of ``grader.isolation.timeout_line.place``.
    """
    if complete:
        settle()
    _gate.waiting = not complete
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)  # input has an end, as in the terminal
    _hide()
    return timeout_line.address()


def _slept(sleep: Callable[[float], None], now: Callable[[], float]) -> Callable[[float], None]:
    """``time.sleep`` in small pieces, between which Python looks for signals."""

    def slept(seconds: float, /) -> None:
        end = now() + seconds
        while seconds > PIECE:
            sleep(PIECE)
            seconds = end - now()
        sleep(max(seconds, 0.0) if seconds > -PIECE else seconds)

    slept.__name__ = slept.__qualname__ = "sleep"
    return slept


def wanted() -> bool:
    """Whether a module that may still arrive was asked for, since the last time of asking."""
    was_wanted, _gate.wanted = _gate.wanted, False
    return was_wanted


def arrived() -> None:
    """Take up the modules that have arrived."""
    site = next(folder for folder in sys.path if folder.endswith("site-packages"))
    os.makedirs(site, exist_ok=True)
    with zipfile.ZipFile(_REST) as rest:
        rest.extractall(site)
    os.unlink(_REST)
    importlib.invalidate_caches()
    sys.path_importer_cache.clear()
    # what unpacking itself has asked for is no run's wish, and would have every later run repeated
    _gate.waiting = _gate.wanted = False


def _hide() -> None:
    """Take away what leads from Python to JavaScript; what Pyodide itself needs of it, it holds."""
    # a module that is deleted lives on in whoever has imported from it; emptied, it is of no use
    for name in [name for name in sys.modules if name.partition(".")[0] in HIDDEN]:
        module = sys.modules[name]
        if type(module) is ModuleType:  # the others are JavaScript's objects themselves
            vars(module).clear()
    own = [finder for finder in sys.meta_path if "_pyodide" in getattr(finder, "__module__", "")]
    for finder in own:
        getattr(finder, "jsproxies", {}).clear()
    sys.meta_path[:] = [finder for finder in sys.meta_path if finder not in own]
    shut(_gate)


def _undo_event_loop() -> None:
    """Give back what Pyodide has replaced by functions that wait with JavaScript's help."""
    for module, name in ((asyncio, "run"), (time, "sleep")):
        function = getattr(module, name)
        setattr(module, name, getattr(function, "__wrapped__", function))
    asyncio._set_running_loop(None)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the whole notion of a policy is to go
        asyncio.set_event_loop_policy(None)
