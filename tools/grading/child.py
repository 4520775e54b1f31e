"""The child of ``tools.grading.worker``: each request is answered in a process of its own."""

from __future__ import annotations

import _sitebuiltins
import builtins
import gc
import json
import os
import signal
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from math import ceil, inf
from multiprocessing import current_process
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

# Not first in a fork: to be imported changes the package, so that all names would be compared.
from grader.isolation import timeout_line
from tools.common.paths import PACKAGES
from tools.grading.system_calls import hide_memory, limit_resources, limit_system_calls, resource

MEMORY = 448 * 1024**2  # bytes that a submission may add; of the page's 512 MB Python has the rest
STACK = 64 * 1024**2  # bytes
GRACE_SECONDS = 3.0  # for the child to say where it is, when the time is up
AGAIN_SECONDS = 0.05  # between two questions where it is
LICENCE = "See https://www.python.org/psf/license/"
MOST_OPEN = 256  # files that a fresh child may have open

# Elsewhere the system's own libraries do not bear a fork, and a child answers one request.
FORKS = sys.platform == "linux"

Values = dict[str, Any]
Answer = Callable[[Values], Values]
# before a submission loses them
_set_timer, _wait_for, _wait_and_reap = signal.setitimer, os.waitid, os.waitpid


def serve(connection: Connection, answers: str, numbers: Any) -> None:
    """Answer requests until the parent closes the connection, or only one where nothing forks.

    Args:
        answers: name of the module whose ``answer_values`` is called.
        numbers: in which the parent reads how far the checks are; None if it does not.
    """
    from grader import json_requests
    from grader.expectations import progress
    from grader.isolation import clean_state

    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):  # past sys.stdin and sys.stdout it reaches nobody
        os.dup2(nowhere, stream)
    sys.__stdin__ = os.fdopen(0, closefd=False)  # type: ignore[misc]
    ours = connection.fileno()
    for low, high in ((3, ours), (ours + 1, MOST_OPEN)):  # of multiprocessing, unused from here on
        os.closerange(low, high)
    answer = import_module(answers).answer_values  # before the limit, which is on what comes after
    if numbers is not None:
        progress.keep_in(numbers)
    current_process()._config["daemon"] = False  # type: ignore[attr-defined] # as in a page
    shut_in()
    clean_state.look_ahead()
    gc.freeze()
    connection.send_bytes(b"ready")
    exercise = None
    with suppress(EOFError):
        while True:
            envelope = json.loads(connection.recv_bytes())
            request = envelope["request"]
            if request.get("exercise"):
                exercise = json_requests.make_ready(request["exercise"])
                gc.freeze()
            if "exercise" in request:
                request["exercise"] = exercise
            if not FORKS:
                return _answer(connection, envelope, answer)
            _answer_apart(connection, envelope, answer)


def shut_in() -> None:
    """Leave this process, and the forks that it makes, what a submission may have."""
    from grader.isolation import audit_hook, surroundings
    from grader.isolation.import_gate import ImportGate, shut

    audit_hook.install()
    audit_hook.stay_armed()
    sys.dont_write_bytecode = True
    # as in a page, where there is no file of it that it would have leafed through by Return
    builtins.license = _sitebuiltins._Printer("license", LICENCE)
    _widen_stack()
    _limit_memory()
    shut(ImportGate(PACKAGES))
    surroundings.empty()
    os.chdir(os.sep)  # away from the solution
    hide_memory()
    gc.freeze()  # else the collector of each fork would copy all of it


def limit_fork(seconds: float) -> None:
    """What holds for one submission alone: no process besides it, no file, and no more time."""
    _limit_time(seconds)
    limit_resources()
    limit_system_calls()


def _answer_apart(connection: Connection, envelope: dict[str, Any], answer: Answer) -> None:
    """Have a fork answer; whatever it leaves behind in its process group ends with it."""
    fork = 0

    def end(*_: Any) -> None:
        if fork:
            os.killpg(fork, signal.SIGKILL)
        os._exit(0)

    signal.signal(signal.SIGTERM, end)
    fork = os.fork()
    if not fork:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        try:
            os.setpgid(0, 0)
            limit_fork(envelope["seconds"])
            _answer(connection, envelope, answer)
        finally:
            os._exit(0)
    with suppress(OSError):  # whoever is first
        os.setpgid(fork, fork)
    # it stays a zombie until its group has ended, so that the number is nobody else's
    _wait_for(os.P_PID, fork, os.WEXITED | os.WSTOPPED | os.WNOWAIT)
    os.killpg(fork, signal.SIGKILL)
    _wait_and_reap(fork, 0)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    _say(connection, envelope, "ended", "true")  # after an answer nobody reads it


def _answer(connection: Connection, envelope: dict[str, Any], answer: Answer) -> None:
    now, end = time.monotonic, time.monotonic() + envelope["seconds"]

    def send_place(place: int) -> None:
        if now() >= end:  # a submission can raise the signal, too
            _say(connection, envelope, "place", str(place))

    timeout_line.listen(send_place)
    _set_timer(signal.ITIMER_REAL, envelope["seconds"], AGAIN_SECONDS)
    reply = json.dumps(answer(envelope["request"]))
    end = inf  # nothing more may come between the parts of the answer
    _say(connection, envelope, "reply", reply)


def _say(connection: Connection, envelope: dict[str, Any], name: str, value: str) -> None:
    text = memoryview(f'\n{{"token": "{envelope["token"]}", "{name}": {value}}}\n'.encode())
    while text:
        text = text[os.write(connection.fileno(), text) :]


def _widen_stack() -> None:
    """Make room for recursion through C: 2,000 calls by way of ``sorted`` need more than 8 MB."""
    with suppress(AttributeError, OSError, ValueError):
        _, hard_limit = resource.getrlimit(resource.RLIMIT_STACK)
        size = STACK if hard_limit == resource.RLIM_INFINITY else min(STACK, hard_limit)
        resource.setrlimit(resource.RLIMIT_STACK, (size, hard_limit))


def _limit_time(seconds: float) -> None:
    """Have the system end an endless loop of this process where nobody is left to stop it."""
    with suppress(AttributeError, OSError, ValueError):
        # later than whoever is there stops it, as this says nothing of where it was
        cpu_seconds = 2 * ceil(seconds + GRACE_SECONDS)
        resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds))


def _limit_memory() -> None:
    with suppress(AttributeError, OSError, ValueError):  # not every system has the limit
        pages = int(Path("/proc/self/statm").read_text().split()[0])
        limit = pages * resource.getpagesize() + MEMORY
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
