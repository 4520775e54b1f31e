"""What surrounds a submission: the same in the terminal as in a browser, which has hardly any."""

from __future__ import annotations

import os
import signal
import sys
from typing import Any, NoReturn

from grader.files import FILE

NO_SIGNAL = "no signal comes here"
# What sets an alarm, or waits for one; a browser's Python lacks most of them.
_WAITING = ("alarm", "setitimer", "pause", "sigwait", "sigwaitinfo", "sigtimedwait", "pthread_kill")


def empty_surroundings() -> None:
    """Leave no variables of the system, which may be secret, no arguments, and no signals."""
    os.environ.clear()
    sys.argv[:] = [FILE]
    for name in _WAITING:
        setattr(signal, name, _refusing(name))


def _refusing(name: str) -> Any:
    def refuse(*_: Any, **__: Any) -> NoReturn:
        raise RuntimeError(NO_SIGNAL)

    refuse.__name__ = refuse.__qualname__ = name
    return refuse
