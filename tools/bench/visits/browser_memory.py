"""The memory of a whole browser, which is many processes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import psutil


@contextmanager
def of_browser() -> Iterator[Callable[[], float]]:
    """Tells in MB what everything uses that is started within the block, and what that starts.

    What several processes share counts once, where the system knows such shares; elsewhere only
    what a process has for itself counts.
    """
    this = psutil.Process()
    before = set(this.children(recursive=True))
    yield lambda: sum(map(megabytes, set(this.children(recursive=True)) - before))


def megabytes(process: psutil.Process) -> float:
    """What one process uses; nothing if it has just ended."""
    with suppress(psutil.NoSuchProcess):
        memory = process.memory_full_info()
        return float(getattr(memory, "pss", memory.uss)) / 1e6
    return 0.0
