"""Holds submissions, one after the other, each in a fork; runs in a sandbox of its own.

No expected value, no check and no solution is ever in here: only the text of a submission, and the
arguments with which it is called. It is asked through the socket that it inherits.
"""

from __future__ import annotations

import io
import json
import os
import random
import signal
import socket
import sys
from contextlib import suppress
from typing import Any

import numpy as np

from grader.isolation import audit_hook
from grader.isolation.clean_state import RECURSION_LIMIT, Output, Transcript
from grader.isolation.compilation import compile_submission
from grader.isolation.definitions import require_definitions
from grader.isolation.import_gate import import_in_advance
from grader.isolation.source_text import read_source
from grader.isolation.submission import fresh_namespace, run_submission
from grader.values.show import silent
from tools.grading.child import limit_fork, shut_in
from tools.grading.system_calls import end_with_parent
from tools.regrade.apart.border import Border
from tools.regrade.apart.messages import End, Message, Wire
from tools.regrade.lines import AT_ONCE
from tools.regrade.sandboxed import private_output, say

FOREVER = 10.0**6  # seconds: whoever asks ends it long before

_wait_for, _wait_and_reap, _kill, _kill_group = os.waitid, os.waitpid, os.kill, os.killpg


def main(descriptor: int) -> None:
    """Hold what comes in until nothing more does.

    Args:
        descriptor: of the socket through which a submission is called.
    """
    line_to_it = socket.socket(fileno=descriptor)
    end_with_parent()
    replies = private_output()
    requests = os.fdopen(os.dup(0), "rb")
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    shut_in()
    say(replies, {"ready": True})
    for line in requests:
        fork = os.fork()
        if not fork:
            try:
                requests.close()
                os.close(replies.fileno())
                os.setpgid(0, 0)
                end_with_parent()
                hold(json.loads(line), line_to_it)
            finally:
                os._exit(0)
        _wait_for(os.P_PID, fork, os.WEXITED | os.WSTOPPED | os.WNOWAIT)
        _end(fork)
        _empty(line_to_it)
        say(replies, {"ended": True})


def _empty(line_to_it: socket.socket) -> None:
    """Forget what the last submission was told and has not read."""
    with suppress(BlockingIOError):
        while line_to_it.recv(AT_ONCE, socket.MSG_DONTWAIT):
            pass


def _end(fork: int) -> None:
    """End a submission's process, and whatever it has started."""
    _kill(fork, signal.SIGKILL)
    for end, who in ((_kill_group, fork), (_kill, -1)):
        # in a sandbox there is nobody else but its first process, which no signal reaches
        if who != -1 or os.getppid() == 1:
            try:
                end(who, signal.SIGKILL)
            except OSError:  # there is nobody
                continue
    _wait_and_reap(fork, 0)


def hold(request: dict[str, Any], own: socket.socket) -> None:
    """Run a submission's top level, and answer calls of what it defines.

    Args:
        request: with ``submission``, ``defines``, ``seed``, ``seconds``, ``cpu``, on which it runs,
            and ``of``, by which it knows what is said to it.
        own: through which it is called.
    """
    os.sched_setaffinity(0, {request["cpu"]})
    limit_fork(request["seconds"])
    wire = Wire(own, request["of"])

    def receive() -> Message:
        with suppress(OSError):
            message = wire.receive(FOREVER)
            if not isinstance(message, End):
                return message
        os._exit(0)

    border = Border(lambda message: wire.send(message, FOREVER), receive, lends=False)
    printed = Transcript()
    border.lend(_run(request, printed).__getitem__)
    border.lend(lambda: (printed.text(), printed.cut))
    while True:
        border.answer(receive())


def _run(request: dict[str, Any], printed: Transcript) -> dict[str, Any]:
    source = read_source(request["submission"])
    import_in_advance(source)
    code, namespace = compile_submission(source), fresh_namespace(silent())
    sys.stdin, sys.stdout = io.StringIO(), Output(printed.add)
    sys.stderr = sys.stdout
    sys.setrecursionlimit(RECURSION_LIMIT)
    random.seed(request["seed"])
    np.random.seed(request["seed"])
    audit_hook.arm()
    np.seterr(all="ignore")
    run_submission(code, namespace)
    require_definitions(namespace, tuple(request["defines"]))
    return namespace


if __name__ == "__main__":
    main(int(sys.argv[1]))
