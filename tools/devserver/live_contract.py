"""Runs the contract in the background for the pages that are open.

What a page shows is checked when the page asks, one thing after the other and with low priority, so
that pages and builds stay quick. What was changed last comes first; a check that a change has
overtaken is given up, and so is one that it would have to wait for.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

from tools.common.paths import ROOT
from tools.course.ids import exercise_of, folder_ids, page_ids

Problems = dict[str, list[dict[str, Any]]]
LOW_PRIORITY = 10
CONTRACT = (sys.executable, "-m", "tools.contract.command", "--json")
FAILED = "the check itself failed; the terminal says how"


def ids_touched(changed: Iterable[Path], root: Path) -> list[str]:
    """The ids of what has to be checked after a change, pages last; all if more depends on it."""
    exercises, pages = folder_ids(root), page_ids(root)
    names = set()
    for path in changed:
        if exercise := exercise_of(path):
            names.add(exercise)
        elif path.parts[0] == "docs" and path.suffix == ".md":
            names.add(path.relative_to("docs").with_suffix("").as_posix())
        elif path.parts[0] != "docs" or path.suffix == ".toml":
            return [*exercises, *pages]
    return [name for name in [*exercises, *pages] if name in names]


class Checker:
    """Checks exercises and pages in turn, in a thread of its own.

    Args:
        command: followed by an id, it prints the problems as JSON.
    """

    def __init__(self, root: Path = ROOT, command: tuple[str, ...] = CONTRACT) -> None:
        self._root, self._command = root, command
        self._found: Problems = {}
        self._outdated: set[str] = set()
        self._latest: set[str] = set()
        self._waiting: list[str] = []
        self._running: subprocess.Popen[str] | None = None
        self._current = ""
        self._changed = threading.Condition()
        threading.Thread(target=self._work, daemon=True).start()

    def forget(self, changed: Iterable[Path]) -> None:
        """What a change touches has to be checked again, once a page asks for it."""
        with self._changed:
            self._latest = set(ids_touched(changed, self._root))
            self._outdated |= self._latest
            self._waiting = [name for name in self._waiting if name not in self._outdated]
            if self._current in self._outdated:
                self._give_up()

    def state(self, ids: Iterable[str]) -> dict[str, Any]:
        """The problems found last, by id, and the ids that are still to be checked."""
        names = list(ids)
        existing = {*folder_ids(self._root), *page_ids(self._root)}
        with self._changed:
            checked = self._found.keys() - self._outdated
            due = [name for name in names if name in existing and name not in checked]
            self._waiting += [name for name in due if name not in self._waiting]
            if self._current not in self._latest and self._latest.intersection(self._waiting):
                self._give_up()
            self._changed.notify()
            problems = {name: self._found[name] for name in names if name in self._found}
            return {"problems": problems, "waiting": due}

    def stop(self) -> None:
        """Give up what is being checked."""
        with self._changed:
            self._waiting = []
            self._give_up()

    def _give_up(self) -> None:
        self._current = ""
        if self._running:
            _kill(self._running)

    def _work(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._waiting)
                latest = [name for name in self._waiting if name in self._latest]
                self._current = name = (latest or self._waiting)[0]
            problems = self._check(name)
            with self._changed:
                if self._current == name:  # not given up
                    self._waiting.remove(name)
                    self._outdated.discard(name)
                    self._found[name] = problems
                self._current = ""

    def _check(self, name: str) -> list[dict[str, Any]]:
        # a session of its own: the processes that it starts can be ended with it
        with subprocess.Popen(
            [*self._command, name],
            cwd=self._root,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        ) as running:
            with self._changed:
                self._running = running
                if self._current != name:  # given up before it had begun
                    _kill(running)
            os.setpriority(os.PRIO_PGRP, running.pid, LOW_PRIORITY)
            output, _ = running.communicate()
        with self._changed:
            self._running = None
        try:
            return list(json.loads(output))
        except ValueError:
            return [{"file": name, "line": None, "message": FAILED, "remedy": "", "diff": ""}]


def _kill(running: subprocess.Popen[str]) -> None:
    with suppress(ProcessLookupError):  # it has just ended
        os.killpg(running.pid, signal.SIGKILL)
