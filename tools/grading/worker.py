"""Grading in a child process: a submission can be stopped, and harms neither the caller nor the
next one.

The native counterpart of the page's worker, with the same JSON texts. The child itself never runs a
submission: each is graded in a fork of it (see ``tools.grading.child``).
"""

from __future__ import annotations

import json
import multiprocessing
import os
import secrets
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import fields
from multiprocessing import forkserver
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext, SpawnContext
from typing import Any, TypeVar

import msgspec

from grader.exercise import Exercise, Finding
from grader.expectations import progress
from grader.report import VERDICTS, CheckResult, Report, ended_report, timeout_report
from tools.grading.child import FORKS, GRACE_SECONDS, serve

START_SECONDS = 60.0
PATIENCE_SECONDS = 0.5  # before anybody hears how far the checks are
TICK_SECONDS = 0.25  # from then on
END_SECONDS = 5.0  # for a child to end what it has started
_CHECK = {field.name for field in fields(CheckResult)}
ENDED: dict[str, Any] = {}  # stands for the answer of a submission that ended its process
LONGEST_LINE = 64 * 1024**2  # bytes of a line that may still become an answer

SHARE = 0.25  # of the time limit, which they may take on average; else each gets all of it, alone

Item = TypeVar("Item")
Found = TypeVar("Found")
Reply = dict[str, Any]
OnProgress = Callable[[int, float], None]  # gets what ``progress.read`` returns


class Overtime(TimeoutError):
    """There was no answer in time; ``place`` is where the child was, as ``timeout_line`` has it."""

    def __init__(self, place: int) -> None:
        super().__init__()
        self.place = place


class GraderProcess:
    """A child process that answers ``grader.json_requests`` requests; starts when first asked.

    Args:
        answers: name of the module whose ``answer_values`` the child calls.
        on_progress: hears now and then how far the checks are, while they run.
    """

    def __init__(
        self, answers: str = "grader.json_requests", on_progress: OnProgress | None = None
    ) -> None:
        self._answers = answers
        self._on_progress = on_progress
        self._numbers: Any = None
        self._process: Any = None
        self._connection: Connection | None = None
        self._unread = b""
        self._exercise: Exercise | None = None
        self._data: dict[str, Any] = {}
        self._told: Any = None  # the exercise that the child has

    def grade(
        self, exercise: Exercise, submission: Any, seed: int = 0, *, stop: bool = False
    ) -> dict[str, Any]:
        """Grade within the exercise's time limit; returns the Report as JSON values.

        Args:
            stop: end at the first failing check, where only the verdict is asked for.
        """
        request = {
            "do": "grade",
            "exercise": self._data_of(exercise),
            "submission": submission,
            "seed": seed,
            "stop": stop,
        }
        try:
            reply = self.ask(request, exercise.seconds)
        except Overtime as overtime:
            return timeout_report(exercise, seed, overtime.place).data()
        except EOFError:
            return ended_report(exercise, seed).data()
        report: dict[str, Any] = reply.get("report", {})
        # else the submission answered in our stead
        return report if is_report(report, exercise, seed) else ended_report(exercise, seed).data()

    def grade_each(
        self,
        exercise: Exercise,
        gradings: Sequence[tuple[str, int]],
        seconds: Mapping[str, Mapping[str, Finding]],
        *,
        stop: bool = False,
    ) -> list[dict[str, Any]]:
        """Reports on submissions that harm nobody, as ``grade`` gives them, but sooner.

        Args:
            gradings: submissions, each with a seed.
            seconds: what came of their second run, of those of which it is known.
            stop: as for ``grade``.
        """
        if len(gradings) > 1:  # alone, each has a limit of its own
            by_text: dict[str, list[int]] = {}
            for text, seed in gradings:
                by_text.setdefault(text, []).append(seed)
            runs = [
                {
                    "do": "grade",
                    "submission": text,
                    "seeds": seeds,
                    "stop": stop,
                    "second": seconds.get(text),
                }
                for text, seeds in by_text.items()
            ]
            with suppress(Overtime, EOFError):
                replies = self._ask_together(exercise, runs, SHARE * len(gradings) / len(runs))
                found = [report for reply in replies for report in reply["reports"]]
                if all(report["seconds"] < exercise.seconds for report in found):
                    pairs = ((text, seed) for text, seeds in by_text.items() for seed in seeds)
                    reports = dict(zip(pairs, found, strict=True))
                    return [reports[grading] for grading in gradings]
        return [self.grade(exercise, text, seed, stop=stop) for text, seed in gradings]

    def ask_each(
        self, exercise: Exercise, runs: Sequence[dict[str, Any]], share: float = 1.0
    ) -> list[Reply | Overtime | EOFError]:
        """The answers to several requests, all in one process if that works.

        Submissions that might harm one another are no matter for this.

        Args:
            runs: requests without the exercise.
            share: of the time limit, which they may take on average.
        """
        try:
            return [*self._ask_together(exercise, runs, share)]
        except (Overtime, EOFError):
            return [self._ask_alone(exercise, run) for run in runs]

    def _ask_together(
        self, exercise: Exercise, runs: Sequence[dict[str, Any]], share: float
    ) -> list[Reply]:
        """The answers to several requests, in one process.

        Raises:
            Overtime, EOFError: if one of the submissions does not end, or ends the process.
        """
        request = {"do": "each", "exercise": self._data_of(exercise), "runs": [*runs]}
        seconds = max(1.0, share * len(runs)) * exercise.seconds
        replies: list[Reply] = self.ask(request, seconds)["replies"]
        return replies

    def _ask_alone(self, exercise: Exercise, run: dict[str, Any]) -> Reply | Overtime | EOFError:
        try:
            return self._ask_together(exercise, [run], 1.0)[0]
        except (Overtime, EOFError) as error:
            return error

    def each(
        self, work: Callable[[GraderProcess, Item], Found], items: Sequence[Item], _: int = 1
    ) -> Iterator[Found]:
        """What ``work`` gives for each item, as ``Pool.each`` does on all cores."""
        return (work(self, item) for item in items)

    def _data_of(self, exercise: Exercise) -> dict[str, Any]:
        if self._exercise is not exercise:  # to make its values takes as long as many a grading
            self._exercise, self._data = exercise, exercise.data()
        return self._data

    def ask(self, request: dict[str, Any], seconds: float) -> dict[str, Any]:
        """Send a request and wait for its answer.

        Raises:
            Overtime: if there is no answer within ``seconds``; the child has been stopped.
            EOFError: if the submission ended its process, or stopped it, instead of answering.
        """
        connection = self._started()
        # A submission may write to the child's end as well, but it would have to know this.
        token = secrets.token_hex(16)
        if "exercise" in request:  # None stands for the one before
            told, self._told = self._told, request["exercise"]
            request = {**request, "exercise": None if told is self._told else self._told}
        envelope = {"token": token, "seconds": seconds, "request": request}
        try:
            connection.send_bytes(json.dumps(envelope).encode())
            reply = self._receive(connection, token, seconds)
        except (EOFError, OSError) as error:
            self.close()
            raise error if isinstance(error, Overtime) else EOFError from None
        if not FORKS:
            self.close()
        if reply is ENDED:
            raise EOFError
        return reply

    def close(self) -> None:
        """Stop the child at once; the next request starts another."""
        if self._process is not None and self._connection is not None:
            self._process.terminate()  # it ends the fork as well
            self._process.join(END_SECONDS)
            self._process.kill()
            self._process.join()
            self._process.close()
            self._connection.close()
        self._process = self._connection = self._told = None
        self._unread = b""

    def _started(self) -> Connection:
        if self._connection is not None and self._process.is_alive():
            return self._connection
        self.close()  # a submission's timer may have ended the child after its answer
        context = _context()
        self._connection, theirs = context.Pipe()
        # Else no memory is shared: nothing of a submission is to be there for the next one.
        self._numbers = context.RawArray("i", 2) if self._on_progress else None
        values = theirs, self._answers, self._numbers
        self._process = context.Process(target=serve, args=values, daemon=True)
        self._process.start()
        theirs.close()
        if not self._connection.poll(START_SECONDS):
            self.close()
            raise RuntimeError(f"the grading process did not start within {START_SECONDS:g} s")
        self._connection.recv_bytes()
        return self._connection

    def _receive(self, connection: Connection, token: str, seconds: float) -> dict[str, Any]:
        """The answer that carries the token; what else comes in does not count.

        Raises:
            Overtime: if there is none in time.
            EOFError, OSError: if the child has ended.
        """
        place = 0
        time_up = time.monotonic() + seconds
        while True:
            # The child says where it is when the time is up, which may take it a while. Once it
            # has, there is nothing more to wait for, and whatever else it says does not count.
            left = (time_up if place else time_up + GRACE_SECONDS) - time.monotonic()
            if left < 0 or not self._poll(connection, left):
                raise Overtime(place)
            for message in self._messages(connection):
                if message.get("token") != token:
                    continue
                if isinstance(message.get("place"), int):
                    place = message["place"]
                elif isinstance(message.get("reply"), dict):
                    reply: dict[str, Any] = message["reply"]
                    return reply
                elif message.get("ended") is True:
                    return ENDED

    def _poll(self, connection: Connection, seconds: float) -> bool:
        """Whether something comes in within so many seconds; says meanwhile how far it is."""
        end, wait = time.monotonic() + seconds, PATIENCE_SECONDS
        while self._on_progress and time.monotonic() + wait < end:
            if connection.poll(wait):
                return True
            self._on_progress(*progress.read(self._numbers))
            wait = TICK_SECONDS
        return connection.poll(max(0.0, end - time.monotonic()))

    def _messages(self, connection: Connection) -> list[dict[str, Any]]:
        received = os.read(connection.fileno(), 1 << 20)
        if not received:
            raise EOFError
        *lines, self._unread = (self._unread + received).split(b"\n")
        if len(self._unread) > LONGEST_LINE:
            self._unread = b""
        return list(filter(None, map(_read, lines)))


@contextmanager
def grader_process(on_progress: OnProgress | None = None) -> Iterator[GraderProcess]:
    """A grading process that is stopped at the end of the block.

    Args:
        on_progress: as for ``GraderProcess``.
    """
    process = GraderProcess(on_progress=on_progress)
    try:
        yield process
    finally:
        process.close()


def is_report(values: Any, exercise: Exercise, seed: int) -> bool:
    """Whether values are a Report on this exercise, in form: what wrote them down may have been
    replaced."""
    like = ended_report(exercise, seed)
    try:
        report = msgspec.convert(values, Report)
    except msgspec.ValidationError:
        return False
    checks = values.get("checks", ())
    return (
        values.keys() == like.data().keys()
        and all(check.keys() == _CHECK for check in checks)
        and report.verdict in VERDICTS
        and (report.exercise, report.exercise_version) == (like.exercise, like.exercise_version)
        and report.seed == seed
    )


def _read(line: bytes) -> dict[str, Any] | None:
    try:
        message = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return message if isinstance(message, dict) else None


def _context() -> ForkServerContext | SpawnContext:
    """How a child starts: on Linux as a fork of a server that has imported everything and run
    nothing, elsewhere as a new interpreter.

    A new interpreter imports NumPy and the grader first: 0.5 s instead of 0.01 s. The server has no
    threads, so its forks are as clean as a new interpreter; a fork of the caller would not be.
    """
    if prepare():
        return multiprocessing.get_context("forkserver")
    return multiprocessing.get_context("spawn")


def prepare() -> bool:
    """Have the fork server import what children need, while the caller does something else.

    Returns:
        Whether there is one.
    """
    if sys.platform == "linux":
        forkserver.set_forkserver_preload(["tools.grading.preload"])
        with suppress(OSError):  # the folder for temporary files may have too long a name for it
            forkserver.ensure_running()
            return True
    return False
