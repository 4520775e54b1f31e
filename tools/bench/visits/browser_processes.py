"""A whole browser, which is many processes: the memory it has, and the processor's work for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress

import psutil

Figure = Callable[[psutil.Process], float]


class StartedSince:
    """Everything that is started from now on, and what that starts."""

    def __init__(self) -> None:
        """Remember what there is already."""
        self._this = psutil.Process()
        self._before = set(self._this.children(recursive=True))

    def megabytes(self) -> float:
        """What all of it has in memory.

        What several processes share counts once, where the system knows such shares; elsewhere
        only what a process has for itself counts.
        """
        return self._total(memory_of) / 1e6

    def worked(self) -> float:
        """For how many seconds the processor has worked for what still runs."""
        return self._total(lambda process: sum(process.cpu_times()[:2]))

    def _total(self, figure: Figure) -> float:
        return sum(of_running(set(self._this.children(recursive=True)) - self._before, figure))


def memory_of(process: psutil.Process) -> float:
    """Bytes of one process."""
    memory = process.memory_full_info()
    return float(getattr(memory, "pss", memory.uss))


def of_running(processes: Iterable[psutil.Process], figure: Figure) -> Iterator[float]:
    """A figure of each process that has not just ended."""
    for process in processes:
        with suppress(psutil.NoSuchProcess):
            yield figure(process)
