"""What a submission may not do: threads, processes, sockets, signals, file writes, foreign calls.

In the browser these fail by nature or reach nothing; the hook makes them fail there and in the
command line's child process in one way, with the exceptions that Pyodide raises.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable
from functools import cache
from types import FrameType
from typing import Any

_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


_THREAD = (RuntimeError, "can't start new thread")
PROCESS = (OSError, errno.ENOTSUP, "emscripten does not support processes.")
_SOCKET = (OSError, errno.EHOSTUNREACH, os.strerror(errno.EHOSTUNREACH))
EVENT_LOOP = (RuntimeError, "there is no event loop here to wait in")
DEBUGGER = (RuntimeError, "there is nobody here to answer a debugger")
_LOOP_MODULES = ("asyncio.events", "asyncio.runners", "pyodide.webloop")
_DENIED = (PermissionError, errno.EACCES, os.strerror(errno.EACCES))

# What is raised at each audit event; a name that ends in a dot stands for all events below it.
_REFUSED: dict[str, tuple[Any, ...]] = {
    **dict.fromkeys(("_thread.start_new_thread", "_thread.start_joinable_thread"), _THREAD),
    **dict.fromkeys(("subprocess.Popen", "os.system", "os.fork", "os.forkpty"), PROCESS),
    **dict.fromkeys(("os.exec", "os.posix_spawn", "os.spawn", "pty.spawn"), PROCESS),
    **dict.fromkeys(("os.kill", "os.killpg"), PROCESS),
    **dict.fromkeys(("os.remove", "os.rename", "os.rmdir", "os.mkdir", "os.link"), _DENIED),
    **dict.fromkeys(("os.symlink", "os.truncate", "os.chmod", "os.chown", "os.utime"), _DENIED),
    # what would outlast the run, raise its limits, or find what is hidden from it
    **dict.fromkeys(("sys.addaudithook", "resource.setrlimit", "sqlite3.connect"), _DENIED),
    **dict.fromkeys(("gc.get_objects", "gc.get_referrers", "gc.get_referents"), _DENIED),
    "socket.": _SOCKET,
    "ctypes.": _DENIED,
    "pdb.Pdb": DEBUGGER,
}

_ARM, _DISARM = "grader.isolation.audit_hook.arm", "grader.isolation.audit_hook.disarm"
_STAY = "grader.isolation.audit_hook.stay"


@cache  # a hook stays for good, and a second one would slow down every audit event
def install() -> None:
    """Add the hook to this interpreter, once; it acts only after ``arm``."""
    sys.addaudithook(_hook())


def stay_armed() -> None:
    """Have the hook refuse for good once it is armed: what a submission has left behind may run
    whenever Python lets go of it."""
    sys.audit(_STAY)


def arm() -> Callable[[], None]:
    """From here on the hook refuses.

    Returns:
        What disarms it, unless it stays armed. Nothing else does, and a submission cannot get hold
        of it.
    """
    key, audit = object(), sys.audit
    audit(_ARM, key)
    return lambda: audit(_DISARM, key)


def _hook() -> Callable[[str, tuple[Any, ...]], None]:
    # What is in here is reached through audit events alone: no module and no frame refers to it.
    keys: list[Any] = []
    stays: list[bool] = []

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if event == _ARM and not keys:
            keys.append(arguments[0])
        elif event == _DISARM and keys and arguments[0] is keys[0]:
            keys[:] = keys if stays else []
        elif event == _STAY:
            stays.append(True)
        elif keys:
            _refuse(event, arguments)

    return hook


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "open":
        flags = arguments[2]
        refusal: tuple[Any, ...] | None = None
        # a page has no terminal, and would open a file of that name all the same
        if (isinstance(flags, int) and flags & _WRITING) or arguments[0] == "/dev/tty":
            refusal = _DENIED
    else:
        refusal = _REFUSED.get(event) or _REFUSED.get(event.partition(".")[0] + ".")
        if refusal is _SOCKET and _is_asked_by(*_LOOP_MODULES):
            refusal = EVENT_LOOP
        elif refusal is DEBUGGER and _is_asked_by("doctest"):
            refusal = None  # it makes one for each test, and asks it nothing
    if refusal:
        kind, *words = refusal
        raise kind(*words)


def _is_asked_by(*modules: str) -> bool:
    """Whether the code of one of these modules is what leads here."""
    frame: FrameType | None = sys._getframe()
    while frame is not None and frame.f_globals.get("__name__") not in modules:
        frame = frame.f_back
    return frame is not None
