"""Grading in a child process: a submission can be stopped, and cannot harm the caller.

The native counterpart of the page's worker: the same JSON texts, one child for many submissions,
stopped and replaced when one takes too long.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from grader.exercise import Exercise
from grader.report import ended_report, timeout_report

MEMORY = 512 * 1024**2  # bytes that a submission may add, where the system can limit it
START_SECONDS = 60.0


class GraderProcess:
    """A child process that answers ``grader.remote`` requests; starts when first asked."""

    def __init__(self) -> None:
        self._process: Any = None
        self._connection: Connection | None = None

    def grade(self, exercise: Exercise, submission: Any, seed: int = 0) -> dict[str, Any]:
        """Grade within the exercise's time limit; returns the Report as JSON values."""
        request = {
            "do": "grade",
            "exercise": exercise.data(),
            "submission": submission,
            "seed": seed,
        }
        try:
            reply = self.ask(request, exercise.seconds)
        except TimeoutError:
            return timeout_report(exercise, seed).data()
        except EOFError:
            return ended_report(exercise, seed).data()
        report: dict[str, Any] = reply["report"]
        return report

    def ask(self, request: dict[str, Any], seconds: float) -> dict[str, Any]:
        """Send a request and wait for its answer.

        Raises:
            TimeoutError: if there is no answer within ``seconds``; the child has been stopped.
            EOFError: if the child ended instead of answering.
        """
        connection = self._started()
        connection.send_bytes(json.dumps(request).encode())
        if not connection.poll(seconds):
            self.close()
            raise TimeoutError
        try:
            reply: dict[str, Any] = json.loads(connection.recv_bytes())
        except (EOFError, OSError, ValueError):  # gone, or no answer of ours
            self.close()
            raise EOFError from None
        if reply.get("discard"):
            self.close()
        return reply

    def close(self) -> None:
        """Stop the child at once; the next request starts another."""
        if self._process is not None and self._connection is not None:
            self._process.kill()
            self._process.join()
            self._process.close()
            self._connection.close()
        self._process = self._connection = None

    def _started(self) -> Connection:
        if self._connection is not None and self._process.is_alive():
            return self._connection
        self.close()  # a submission's timer may have ended the child after its answer
        context = multiprocessing.get_context("spawn")
        self._connection, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs,), daemon=True)
        self._process.start()
        theirs.close()
        if not self._connection.poll(START_SECONDS):
            self.close()
            raise RuntimeError(f"the grading process did not start within {START_SECONDS:g} s")
        self._connection.recv_bytes()
        return self._connection


@contextmanager
def grader_process() -> Iterator[GraderProcess]:
    """A grading process that is stopped at the end of the block."""
    process = GraderProcess()
    try:
        yield process
    finally:
        process.close()


def _serve(connection: Connection) -> None:
    """The child's side: answer requests until the parent closes the connection."""
    os.environ["OPENBLAS_NUM_THREADS"] = "1"  # threads would reserve memory of their own
    from grader import guard
    from grader.remote import answer

    guard.install()
    sys.dont_write_bytecode = True
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):  # what a submission writes past sys.stdout reaches nobody
        os.dup2(nowhere, stream)
    _limit_memory()
    connection.send_bytes(b"ready")
    with suppress(EOFError):
        while True:
            connection.send_bytes(answer(connection.recv_bytes().decode()).encode())


def _limit_memory() -> None:
    with suppress(ImportError, OSError, ValueError):  # not every system has the limit
        import resource

        pages = int(Path("/proc/self/statm").read_text().split()[0])
        limit = pages * resource.getpagesize() + MEMORY
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
