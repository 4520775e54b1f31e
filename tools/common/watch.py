"""Notices when a source is saved, and runs a command again for as long as the author works."""

from __future__ import annotations

import stat
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

from tools.common.paths import PACKAGES, ROOT

CLEAR = "\x1b[2J\x1b[3J\x1b[H"
# A change of these changes pages; of the others, what pages load for their exercises as well.
OF_PAGES = ("docs", "mkdocs.yml", "tools/site/theme")
WATCHED = (*OF_PAGES, "exercises", "tools", *PACKAGES)
# Written by the build itself.
BUILT = tuple(Path("docs", "assets", name) for name in ("exercises", "runtime", "vendor"))
LOOK_SECONDS = 0.5

Snapshot = dict[Path, tuple[int, int]]


def snapshot() -> Snapshot:
    """Time and size of every source; polling sees changes on any file system."""
    states: Snapshot = {}
    for name in WATCHED:
        top = ROOT / name
        for path in top.rglob("*") if top.is_dir() else [top]:
            if is_source(path.relative_to(ROOT)):
                try:
                    state = path.stat()
                except OSError:  # gone since it was listed
                    continue
                if stat.S_ISREG(state.st_mode):
                    states[path.relative_to(ROOT)] = (state.st_mtime_ns, state.st_size)
    return states


def is_source(path: Path) -> bool:
    """Whether somebody writes this file, and no program on its own."""
    passing = path.name.startswith(".") or path.name.endswith("~") or "__pycache__" in path.parts
    return not passing and not any(path.is_relative_to(folder) for folder in BUILT)


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
