"""Programs and long steps: how they run, show progress, and fail in one line."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from tools.common.paths import ROOT, WORK

LAST_LINES = 12
# For processes side by side: otherwise each would start as many threads as there are cores.
ONE_THREAD = {f"{name}_NUM_THREADS": "1" for name in ("OMP", "OPENBLAS", "MKL", "VECLIB_MAXIMUM")}


class SetupError(Exception):
    """Something foreseeable is missing or broken; the text says what, and what to do about it."""


@contextmanager
def step(name: str) -> Iterator[None]:
    """Show one line while a long step runs, with its seconds counting on a terminal.

    On standard error: standard output is for what a command was asked for, such as a Report.

    Args:
        name: what is being done, as the user reads it.
    """
    begin = time.monotonic()
    done = threading.Event()
    shows = sys.stderr.isatty()
    print(f"· {name} …", end="", flush=True, file=sys.stderr)

    def tick() -> None:
        while not done.wait(1):
            seconds = time.monotonic() - begin
            print(f"\r· {name} … {seconds:.0f} s", end="", flush=True, file=sys.stderr)

    if shows:
        threading.Thread(target=tick, daemon=True).start()
    outcome = "failed after"
    try:
        yield
        outcome = ""
    finally:
        done.set()
        line = " ".join(filter(None, ["…", outcome, f"{time.monotonic() - begin:.1f} s"]))
        print(f"\r· {name} {line}" if shows else line[1:], flush=True, file=sys.stderr)


def run(what: str, command: Sequence[str | Path], *, env: Mapping[str, str] | None = None) -> None:
    """Run a program of somebody else's with its output in a log.

    Args:
        what: name of the log, and of the program in the error.
        env: variables to set besides the inherited ones.

    Raises:
        SetupError: with the log's place and last lines if the program fails or is not there.
    """
    log = WORK / f"{what.replace(' ', '-')}.log"
    log.parent.mkdir(exist_ok=True)
    with log.open("wb") as out:
        try:
            code = subprocess.run(
                [os.fspath(part) for part in command],
                cwd=ROOT,
                env={**os.environ, **(env or {})},
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                check=False,
            ).returncode
        except OSError as error:
            raise SetupError(f"{what} could not be started: {error}") from error
    if code:
        raise SetupError(f"{what} failed; its output is in {log}, which ends with:{tail(log)}")


def tail(log: Path) -> str:
    """The last lines of a log, indented below the sentence that they follow."""
    lines = log.read_text("utf-8", "replace").splitlines()[-LAST_LINES:]
    return "".join(f"\n    {line}" for line in lines)
