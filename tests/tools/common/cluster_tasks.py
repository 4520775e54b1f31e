"""Tasks for test_cluster.py, which workers import."""

from __future__ import annotations

import os
from pathlib import Path

from tools.common.cluster import kept


class Counter:
    """Counts the tasks of a thread, and leaves a file when it is closed."""

    def __init__(self) -> None:
        self.count = 0
        self.folder = Path()

    def close(self) -> None:
        (self.folder / f"closed {os.getpid()}").write_text(str(self.count))


def count(task: tuple[Path, int]) -> tuple[int, int]:
    """A number's square, and who has worked it out."""
    folder, number = task
    counter = kept(Counter)
    counter.folder = folder
    counter.count += 1
    return number**2, os.getpid()


def ends_its_worker(task: tuple[int, int]) -> int:
    """A square that no worker lives to tell."""
    at_home, number = task
    if number == 3 and os.getpid() != at_home:
        os._exit(1)
    return number**2


def is_refused(task: tuple[int, int]) -> int:
    """A square that a worker does not want to work out."""
    at_home, number = task
    if number == 3 and os.getpid() != at_home:
        raise ValueError("not three")
    return number**2
