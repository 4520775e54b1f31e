"""What a submission may not do: threads, processes, sockets, file writes and foreign functions.

In the browser these fail by nature or reach nothing; the hook makes them fail there and in the
command line's child process in one way, with the exceptions that Pyodide raises.
"""

from __future__ import annotations

import errno
import os
import sys
from typing import Any

_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


_THREAD = (RuntimeError, "can't start new thread")
_PROCESS = (OSError, errno.ENOTSUP, "emscripten does not support processes.")
_SOCKET = (OSError, errno.EHOSTUNREACH, os.strerror(errno.EHOSTUNREACH))
_DENIED = (PermissionError, errno.EACCES, os.strerror(errno.EACCES))

# What is raised at each audit event; a name that ends in a dot stands for all events below it.
_REFUSED: dict[str, tuple[Any, ...]] = {
    **dict.fromkeys(("_thread.start_new_thread", "_thread.start_joinable_thread"), _THREAD),
    **dict.fromkeys(("subprocess.Popen", "os.system", "os.fork", "os.forkpty"), _PROCESS),
    **dict.fromkeys(("os.exec", "os.posix_spawn", "os.spawn", "pty.spawn"), _PROCESS),
    **dict.fromkeys(("os.kill", "os.killpg"), _PROCESS),
    **dict.fromkeys(("os.remove", "os.rename", "os.rmdir", "os.mkdir", "os.link"), _DENIED),
    **dict.fromkeys(("os.symlink", "os.truncate", "os.chmod", "os.chown", "os.utime"), _DENIED),
    "socket.": _SOCKET,
    "ctypes.": _DENIED,
}

_armed = False
_installed = False


def install() -> None:
    """Add the hook to this interpreter, for good; it acts only between ``arm`` and ``disarm``."""
    global _installed
    if not _installed:
        _installed = True
        sys.addaudithook(_refuse)


def arm() -> None:
    """From here on the hook refuses."""
    global _armed
    _armed = True


def disarm() -> None:
    """From here on the hook lets everything pass."""
    global _armed
    _armed = False


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    if not _armed:
        return
    if event == "open":
        flags = arguments[2]
        refusal = _DENIED if isinstance(flags, int) and flags & _WRITING else None
    else:
        refusal = _REFUSED.get(event) or _REFUSED.get(event.partition(".")[0] + ".")
    if refusal:
        kind, *words = refusal
        raise kind(*words)
