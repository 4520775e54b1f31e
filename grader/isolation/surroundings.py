"""What a submission finds of the system around it: nothing, and the same nothing on both sides.

In the terminal it has no other process to wait for or to make, and nobody signals to it; what a
browser's Python lacks is taken away there, or is refused in both.
"""

from __future__ import annotations

import concurrent.futures
import importlib
import os
import signal
import sys
from contextlib import suppress
from typing import Any, NoReturn

from grader.files import FILE
from grader.isolation.audit_hook import PROCESS

NO_SIGNAL = (RuntimeError, "no signal comes here")
# What sets an alarm, or waits for one; a browser's Python lacks most of them.
_WAITING = ("alarm", "setitimer", "pause", "sigwait", "sigwaitinfo", "sigtimedwait", "pthread_kill")
_OTHERS = (  # what has to do with other processes, or with terminals
    "wait", "wait3", "wait4", "waitid", "waitpid", "nice", "setpriority", "openpty",
    "posix_spawn", "posix_spawnp",
)  # fmt: skip
ABORTED = 134  # as a shell has it
# What a browser's Python lacks, by module.
_LACKING = {
    "time": ("thread_time", "thread_time_ns", "tzset"),
    "threading": ("get_native_id",),
    "hashlib": ("scrypt",),
}


def empty() -> None:
    """Leave no variables of the system, which may be secret, no arguments, no signals, and nobody
    to wait for."""
    os.environ.clear()
    sys.argv[:] = [FILE]
    own: Any = importlib.import_module(os.name)  # where those of os come from
    os.abort = own.abort = _abort
    refused: tuple[tuple[Any, tuple[str, ...], tuple[Any, ...]], ...] = (
        (signal, _WAITING, NO_SIGNAL),
        (os, _OTHERS, PROCESS),
        (own, _OTHERS, PROCESS),
        (concurrent.futures, ("ProcessPoolExecutor",), PROCESS),  # * brings it, too
    )
    for module, names, refusal in refused:
        for name in names:
            setattr(module, name, _refusing(name, refusal))
    for owner, lacking in _LACKING.items():
        module = importlib.import_module(owner)
        for name in lacking:
            with suppress(AttributeError):
                delattr(module, name)
            with suppress(AttributeError, ValueError):  # where the module lists what * brings
                module.__all__.remove(name)


def _abort() -> NoReturn:
    """In a browser, what the engine says of an abort is what it says where its stack ends."""
    os._exit(ABORTED)


def _refusing(name: str, refusal: tuple[Any, ...]) -> Any:
    kind, *words = refusal

    def refuse(*_: Any, **__: Any) -> NoReturn:
        raise kind(*words)

    refuse.__name__ = refuse.__qualname__ = name
    return refuse
