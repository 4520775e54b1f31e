"""A reproduction with jobs of every fate, for test_reproduce.py."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from metarl.reproductions import Job, Reproduction, Row
from tests.tools.reproduce.toy_constants import PUBLISHED

OnProgress = Callable[[float], None]


def squared(number: int, calls: str = "", *, on_progress: OnProgress) -> dict[str, Any]:
    """A result with what NumPy is full of; notes its calls in a file."""
    if calls:
        with Path(calls).open("a") as file:
            file.write(f"{number}\n")
    on_progress(0.5)
    print("not for the protocol")
    return {"square": np.int64(number) ** 2, "threads": os.environ["OPENBLAS_NUM_THREADS"]}


def failing(*, on_progress: OnProgress) -> None:
    raise ValueError("no such number")


def vanishing(*, on_progress: OnProgress) -> None:
    os._exit(7)


def unfit(*, on_progress: OnProgress) -> Any:
    return {"what": {1, 2}}


def slow(*, on_progress: OnProgress) -> int:
    for tick in range(600):
        on_progress(tick / 600)
        time.sleep(0.1)
    return 0


JOBS = {quick: [Job(f"square-{n}", squared, (n,)) for n in (2, 3)[quick:]] for quick in (0, 1)}


def jobs(quick: bool) -> list[Job]:
    return JOBS[quick]


def rows(results: Mapping[str, Any]) -> list[Row]:
    ours = [results[name]["square"] for name in sorted(results)]
    low, high = min(ours), max(ours)
    return [
        Row("squares", PUBLISHED, 6.5, "exact", sum(ours) / len(ours), (low, high), len(ours)),
        Row("a | bar", ours=-0.25, of="3 tries", note="Below zero."),
    ]


REPRODUCTION = Reproduction(
    title="Squares",
    about="Numbers **times** themselves.",
    unit="units",
    sources=("some-2020-work",),
    jobs=jobs,
    rows=rows,
    differences=("Nobody wrote a paper.",),
    digits=1,
)
