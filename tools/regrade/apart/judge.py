"""Runs the checks of an exercise on a submission that is in another process.

This is where the solution and the expected values are. Of the submission only its text comes here,
which is never run, and what its functions return.
"""

from __future__ import annotations

import json
import os
import random
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np

from grader.exercise import CodeExercise, exercise_from_data
from grader.expectations import calls
from grader.expectations.checks import checks_in, run_checks
from grader.feedback.exceptions import EVERYTHING
from grader.isolation.clean_state import MOST_OUTPUT
from grader.isolation.definitions import parse_define
from grader.isolation.source_text import read_source
from grader.kinds.bench import checks_on_the_text, execute_ours
from grader.kinds.code import report_of
from grader.report import Report
from tools.regrade.apart.border import FIRST, PRINTED, Border, StandIn
from tools.regrade.apart.messages import End, Wire
from tools.regrade.apart.shared import Refused
from tools.regrade.lines import AT_ONCE, LineProcess
from tools.regrade.sandbox import START_SECONDS, command_of
from tools.regrade.sandboxed import private_output, say

SERVER = "tools.regrade.apart.server"
# Thousands of calls go from process to process, which takes its time on a busy machine: what ends
# an idle submission is that nothing comes from it for as long as all may take on a page.
MOST = 30.0  # times that
MOST_CPU = 3.0  # times that, for the calls as well
CPU_FIELD = 36  # of /proc/self/stat, counted from behind the name
ALL_CPUS = os.sched_getaffinity(0) if sys.platform == "linux" else ()
A_CHECK = "a check fails"
END_SECONDS = 1.0  # for a submission's process to end when it is told to


class Server:
    """The process with the submission; started when it is needed, and anew when it is damaged.

    Args:
        bubblewrap: which puts it into a sandbox, if there is one.
    """

    def __init__(self, bubblewrap: Path | None) -> None:
        self._bubblewrap = bubblewrap
        self._count = 0  # of submissions so far
        self._process: LineProcess | None = None
        self._ours: socket.socket | None = None

    @contextmanager
    def holding(self, request: dict[str, Any], end: float) -> Iterator[Wire]:
        """Let it hold a submission inside the block.

        Raises:
            OSError: if it cannot, or not any more.
        """
        process, ours = self._started()
        self._count += 1
        wire = Wire(ours, self._count, process.descriptor)
        try:
            process.lines.write({**request, "of": self._count}, left(end))
            yield wire
        finally:
            self._release(process, ours, wire)

    def _release(self, process: LineProcess, ours: socket.socket, wire: Wire) -> None:
        """End the submission's process, or else the sandbox with it."""
        try:
            with suppress(OSError):  # if it has ended, there is nobody to be told
                wire.send(End(), END_SECONDS)
            process.lines.read(END_SECONDS)
            if wire.is_cut:
                raise ConnectionError("the next one would get the rest of it")
            with suppress(BlockingIOError):  # nobody but the server has the other end now
                while ours.recv(AT_ONCE, socket.MSG_DONTWAIT):
                    pass
        except OSError:
            self.close()

    def _started(self) -> tuple[LineProcess, socket.socket]:
        if self._process is None or self._ours is None:
            self._ours, theirs = socket.socketpair()
            with closing(theirs):
                command = [*command_of(SERVER, self._bubblewrap, dies=True), str(theirs.fileno())]
                self._process = LineProcess(command, START_SECONDS, [theirs.fileno()])
        return self._process, self._ours

    def close(self, seconds: float = 0.0) -> None:
        """End it.

        Args:
            seconds: to end by itself.
        """
        if self._process and self._ours:
            self._process.close(seconds)
            self._ours.close()
        self._process = self._ours = None


def judge(
    server: Server, exercise: CodeExercise, request: dict[str, Any]
) -> tuple[Report | None, str]:
    """Run the checks on a submission, up to the first that fails.

    Args:
        request: with ``submission``, ``seed``, and ``seconds``, in which something must come from
            it.

    Returns:
        The Report of one that passes, as a page would show it; else None, and why it does not, as
        far as can be said.
    """
    start = time.monotonic()
    end = start + MOST * request["seconds"]
    cpu = _stay_here()
    random.seed(request["seed"])
    np.random.seed(request["seed"])
    asked = {"defines": exercise.defines, "cpu": cpu, **request}
    try:
        with server.holding({**asked, "seconds": MOST_CPU * request["seconds"]}, end) as wire:
            border = Border(
                lambda message: wire.send(message, left(end)),
                lambda: wire.receive(min(request["seconds"], left(end))),
                lends=True,
            )
            report = _report(border, exercise, request)
    except EVERYTHING as error:
        return None, f"{type(error).__name__}: {error}"[:500]
    finally:
        os.sched_setaffinity(0, ALL_CPUS)
    report.seconds = round(time.monotonic() - start, 4)
    return (report, "") if report.verdict == "pass" else (None, A_CHECK)


def _report(border: Border, exercise: CodeExercise, request: dict[str, Any]) -> Report:
    learner = _learner(border, exercise)
    grader, solution = execute_ours(exercise)
    text = read_source(request["submission"])
    checks = [*checks_in(grader), *checks_on_the_text(exercise, text)]
    outcomes = run_checks(checks, learner, solution, request["seed"], lambda one: not _is_pass(one))
    report = report_of(exercise, request["seed"], outcomes)
    printed, is_cut = border.call(PRINTED)
    if not (type(printed) is str and type(is_cut) is bool and len(printed) <= MOST_OUTPUT):
        raise Refused
    report.stdout, report.stdout_cut = printed, is_cut
    return report


def _stay_here() -> int:
    """Keep this process on the processor that it is on; returns its number.

    The two processes take turns. To wake one that sleeps on another processor takes longer than
    most of what it is asked for.
    """
    cpu = int(Path("/proc/self/stat").read_text().rpartition(")")[2].split()[CPU_FIELD])
    os.sched_setaffinity(0, {cpu})
    return cpu


def _is_pass(outcome: Any) -> bool:
    return bool(outcome.result.verdict == "pass")


def _learner(border: Border, exercise: CodeExercise) -> SimpleNamespace:
    """Stand-ins for what a submission has to define: first of all it lends a function for them."""
    learner = SimpleNamespace()
    for name, parameters in map(parse_define, exercise.defines):
        value = border.call(FIRST, [name])
        if parameters is not None and not isinstance(value, StandIn):
            raise Refused
        setattr(learner, name, value)
    return learner


def call_each(function: Any, rows: calls.Rows) -> list[Any]:
    """What a submission's function returns for each of these rows of arguments."""
    if not isinstance(function, StandIn):
        return [function(*row) for row in rows]
    return function._border.call_each(function._number, rows)


def left(end: float) -> float:
    """Seconds until the time is up."""
    return max(0.0, end - time.monotonic())


def main(bubblewrap: Path | None) -> None:
    """Judge what comes in until nothing more does."""
    replies = private_output()
    calls.make_calls = call_each
    exercise: Any = None
    server = Server(bubblewrap)
    try:
        server._started()
        say(replies, {"ready": True})
        for line in sys.stdin.buffer:
            request = json.loads(line)
            if "exercise" in request:
                exercise = exercise_from_data(request["exercise"])
            report, why = judge(server, exercise, request)
            say(replies, {"report": report and report.data(), "why": why})
    finally:
        server.close(END_SECONDS)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
