"""Several grading processes side by side, so that many submissions are graded on all cores."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from queue import LifoQueue
from typing import TypeVar

from tools.grading.worker import GraderProcess

WORTH_A_PROCESS = 20  # submissions for which starting another one takes less time than it saves

Item = TypeVar("Item")
Found = TypeVar("Found")


class Pool:
    """Grading processes, each for one thread at a time; they start when first asked."""

    def __init__(self, answers: str = "grader.json_requests") -> None:
        self._processes = [GraderProcess(answers) for _ in range(os.cpu_count() or 1)]
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
            with self.process() as process:
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
def process_pool(answers: str = "grader.json_requests") -> Iterator[Pool]:
    """Grading processes that are stopped at the end of the block.

    Args:
        answers: as for ``GraderProcess``.
    """
    pool = Pool(answers)
    try:
        yield pool
    finally:
        pool.close()
