"""How far the jobs are: a bar on a terminal, and a line for each finished job elsewhere."""

from __future__ import annotations

import shutil
import sys
import time
from threading import Lock
from types import TracebackType

from tools.common.process import SetupError
from tools.common.terminal import ink_for
from tools.reproduce.cache import Done, Work

WIDTH = 24
SELDOM = 0.1
ink = ink_for(sys.stderr)


class Progress:
    """Counts jobs, and shares of those that run."""

    def __init__(self, all_: int, todo: int) -> None:
        self.all, self.todo = all_, todo
        self.done = 0
        self.shares: dict[str, float] = {}
        self._lock = Lock()
        self._begin = time.monotonic()
        self._last = 0.0
        self._bar = sys.stdout.isatty()

    def __enter__(self) -> Progress:
        if self.todo < self.all:
            print(f"· {self.all - self.todo} of {self.all} jobs are kept from before", flush=True)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._bar:
            print("\r\x1b[K", end="", flush=True)

    def share(self, one: Work, share: float) -> None:
        """How much of a job is done."""
        with self._lock:
            self.shares[one.title] = min(max(share, 0.0), 1.0)
            self._draw()

    def ended(self, one: Work, outcome: Done | SetupError) -> None:
        """What became of a job."""
        with self._lock:
            self.shares.pop(one.title, None)
            self.done += 1
            how = "failed" if isinstance(outcome, SetupError) else f"{outcome.seconds:.1f} s"
            start = "\r\x1b[K" if self._bar else ""
            print(f"{start}· {one.title} … {how} ({self.done} of {self.todo})", flush=True)
            self._last = 0.0
            self._draw()

    def _draw(self) -> None:
        now = time.monotonic()
        if not self._bar or now - self._last < SELDOM:
            return
        self._last = now
        width = shutil.get_terminal_size().columns - 1
        print(f"\r\x1b[K{self.line(now - self._begin)[:width]}", end="", flush=True)

    def line(self, seconds: float) -> str:
        """The bar, what is left if it goes on like this, and what runs."""
        share = (self.done + sum(self.shares.values())) / max(self.todo, 1)
        full = round(WIDTH * share)
        bar = "█" * full + "·" * (WIDTH - full)
        left = f", {minutes(seconds * (1 - share) / share)} left" if share > 0.01 else ""
        return f"{bar} {100 * share:3.0f} %{left}  {', '.join(sorted(self.shares))}"


def minutes(seconds: float) -> str:
    """A time such as 3:07."""
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d}"
