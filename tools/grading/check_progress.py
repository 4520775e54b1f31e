"""How far the checks of a submission are, on a terminal, while they run."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

COLUMNS = (
    TextColumn("{task.description}", markup=False),
    BarColumn(16),
    TextColumn("{task.fields[done]}"),
    TimeElapsedColumn(),
)


class CheckProgress:
    """A line on standard error, gone when the checks have run; none where that is not a terminal.

    Args:
        titles: of all checks, in order.
    """

    def __init__(self, titles: Sequence[str]) -> None:
        self._titles = titles
        console = Console(stderr=True, highlight=False)
        self._bar = Progress(
            *COLUMNS, console=console, transient=True, disable=not sys.stderr.isatty()
        )
        self._task = self._bar.add_task("", done="")

    def __enter__(self) -> CheckProgress:
        return self

    def __exit__(self, *failure: object) -> None:
        self._bar.stop()

    def show(self, check: int, share: float) -> None:
        """Show which check runs, counted from 1, or 0 for none, and what share of it is done.

        Nothing is on the terminal before the first one: quick checks leave it alone.
        """
        if not 1 <= check <= len(self._titles):
            return
        words = f"Check {check} of {len(self._titles)}: {self._titles[check - 1]}"
        done = f"{share:.0%}" if share else ""
        self._bar.update(self._task, total=1 if share else None, completed=share, done=done)
        self._bar.update(self._task, description=words)
        self._bar.start()
