"""Runs a command again whenever a source is saved, for as long as the author works."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from typing import NoReturn

from tools.common.paths import ROOT
from tools.devserver.command import LOOK_SECONDS, Snapshot, snapshot

CLEAR = "\x1b[2J\x1b[3J\x1b[H"


def watch(command: Sequence[str], look: Callable[[], Snapshot] = snapshot) -> NoReturn:
    """Run a command at once and after every change, until interrupted.

    A program of its own each time, so that it sees changed sources of the tools as well. What
    changes while it runs starts it anew when it is done.
    """
    known: Snapshot | None = None
    while True:
        now = look()
        if now != known:
            known = now
            if sys.stdout.isatty():
                print(CLEAR, end="", flush=True)
            subprocess.run(command, cwd=ROOT, check=False)
            print(f"· {time.strftime('%H:%M:%S')}, checked; waiting for a change …", flush=True)
        time.sleep(LOOK_SECONDS)
