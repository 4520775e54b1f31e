"""Several grading processes side by side, so that many submissions are graded on all cores."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from itertools import batched
from queue import LifoQueue
from threading import BoundedSemaphore
from typing import TypeVar

from tools.grading.worker import GraderProcess, prepare

WORTH_A_PROCESS = 20  # submissions for which starting another one takes less time than it saves
CORES = os.cpu_count() or 1
AT_ONCE = 24  # submissions of an author that one process grades
FEWEST = 4  # of them
PARTS = 2  # for each core, so that none waits long for the last
# Several pools may be at work, each for another exercise: with more processes than cores, all of
# them would have less than the time that a grader allows.
_at_work = BoundedSemaphore(CORES)

Item = TypeVar("Item")
Found = TypeVar("Found")


def in_batches[Part](items: Sequence[Part], most: int = AT_ONCE) -> list[tuple[Part, ...]]:
    """Items for one process at a time.

    A process of its own costs as much as ten gradings by quick checks, so it gets as many as leave
    enough for the other cores.

    Args:
        most: that one process gets.
    """
    size = max(FEWEST, min(most, len(items) // (PARTS * CORES)))
    return [*batched(items, size)]


class Pool:
    """Grading processes, each for one thread at a time; they start when first asked."""

    def __init__(self, make: Callable[[], GraderProcess] = GraderProcess) -> None:
        self._processes = [make() for _ in range(CORES)]
        self._free: LifoQueue[GraderProcess] = LifoQueue()  # those that have started come first
        for process in reversed(self._processes):
            self._free.put(process)

    def each(
        self,
        work: Callable[[GraderProcess, Item], Found],
        items: Sequence[Item],
        submissions: int = 1,
    ) -> Iterator[Found]:
        """What ``work`` gives for each item, in their order.

        Args:
            submissions: that are graded for an item.
        """

        def run(item: Item) -> Found:
            with _at_work, self.process() as process:
                return work(process, item)

        worth = 1 + len(items) * submissions // WORTH_A_PROCESS
        most = max(1, min(len(self._processes), len(items), worth))
        with ThreadPoolExecutor(most) as threads:
            yield from threads.map(run, items)

    @contextmanager
    def process(self) -> Iterator[GraderProcess]:
        """One process that nobody else uses meanwhile."""
        process = self._free.get()
        try:
            yield process
        finally:
            self._free.put(process)

    def close(self) -> None:
        """Stop all of them."""
        for process in self._processes:
            process.close()


@contextmanager
def process_pool(
    answers: str = "grader.json_requests", make: Callable[[str], GraderProcess] = GraderProcess
) -> Iterator[Pool]:
    """Grading processes that are stopped at the end of the block.

    Args:
        answers: as for ``GraderProcess``.
        make: makes one of them.
    """
    prepare()
    pool = Pool(partial(make, answers))
    try:
        yield pool
    finally:
        pool.close()
