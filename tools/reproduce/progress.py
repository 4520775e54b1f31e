"""How far the jobs are: a bar on a terminal, and a line for each finished job everywhere."""

from __future__ import annotations

import sys
from threading import Lock

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn
from rich.text import Text

from tools.common.process import SetupError
from tools.reproduce.cache import Done, Work

COLUMNS = (
    BarColumn(24),
    TaskProgressColumn(),
    TimeRemainingColumn(),
    TextColumn("{task.description}", markup=False),
)


class JobProgress:
    """Counts finished jobs, and shares of those that run.

    Args:
        count: of all jobs.
        todo: how many of them are run now.
    """

    def __init__(self, count: int, todo: int) -> None:
        self._count, self._todo = count, todo
        self._done = 0
        self._shares: dict[str, float] = {}
        self._lock = Lock()
        console = Console(soft_wrap=True, highlight=False)
        self._bar = Progress(*COLUMNS, console=console, disable=not sys.stdout.isatty())
        self._task = self._bar.add_task("", total=todo)

    def __enter__(self) -> JobProgress:
        if self._todo < self._count:
            print(f"· {self._count - self._todo} of {self._count} jobs are kept from before")
        self._bar.start()
        return self

    def __exit__(self, *failure: object) -> None:
        self._bar.stop()

    @property
    def completed(self) -> float:
        """How many jobs are done, shares of the others included."""
        return self._done + sum(self._shares.values())

    def on_progress(self, work: Work, share: float) -> None:
        """How much of a job is done."""
        with self._lock:
            self._shares[work.title] = min(max(share, 0.0), 1.0)
            self._show()

    def on_end(self, work: Work, outcome: Done | SetupError) -> None:
        """What became of a job."""
        with self._lock:
            self._shares.pop(work.title, None)
            self._done += 1
            how = "failed" if isinstance(outcome, SetupError) else f"{outcome.seconds:.1f} s"
            line = f"· {work.title} … {how} ({self._done} of {self._todo})"
            self._bar.console.print(Text(line))
            self._show()

    def _show(self) -> None:
        running = ", ".join(sorted(self._shares))
        self._bar.update(self._task, completed=self.completed, description=running)
