"""A batch on a Dask cluster: chunks of submissions are its tasks.

No worker ever runs a learner's code itself: each has an ``Examiner``, whose processes and clocks
are as everywhere. So nothing hangs on what the cluster does with a task that never ends.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from importlib import import_module
from typing import Any

from grader.exercise import Exercise
from tools.common.process import SetupError
from tools.grading.pool import CORES
from tools.regrade.examiner import Examiner
from tools.regrade.hand_ins import HandIn
from tools.regrade.part import Graded, grade_part

LOCAL = "local"
RETRIES = 3  # of a task whose worker has ended
PATIENCE = "20s"  # until a scheduler answers

Part = tuple[Exercise, Sequence[tuple[str, HandIn]]]
_own = threading.local()
_all: list[Examiner] = []  # of this worker, one for each of its threads


def grade_on_cluster(
    address: str, parts: Iterable[Part], secret: bytes, workers: int = CORES
) -> Iterator[list[Graded]]:
    """Grade parts of a batch, in whichever order they are done; one that fails is left out.

    Args:
        address: of a scheduler, such as ``tcp://host:8786``; ``local`` starts workers here.
        secret: of the batch.
        workers: how many of them.

    Raises:
        SetupError: if there is no Dask, or nobody at the address.
    """
    try:
        dask: Any = import_module("distributed")
    except ImportError as error:
        raise SetupError("there is no Dask here; pip install '.[dask]' brings it") from error
    with ExitStack() as stack:
        where: Any = address
        if address == LOCAL:
            options = {"n_workers": workers, "threads_per_worker": 1, "dashboard_address": None}
            where = stack.enter_context(dask.LocalCluster(**options, silence_logs=50))
        try:
            client = stack.enter_context(dask.Client(where, timeout=PATIENCE))
        except OSError as error:
            raise SetupError(f"there is no Dask scheduler at {address}") from error
        told: dict[str, Any] = {}  # an exercise goes to each worker once
        futures = []
        for exercise, part in parts:
            if exercise.id not in told:
                told[exercise.id] = client.scatter(exercise, hash=False, broadcast=True)
            task = client.submit(
                grade_chunk, told[exercise.id], secret, part, pure=False, retries=RETRIES
            )
            futures.append(task)
        for future in dask.as_completed(futures):
            if future.status == "finished":
                yield future.result()
            future.release()
        client.run(end_examiners)


def grade_chunk(
    exercise: Exercise, secret: bytes, part: Sequence[tuple[str, HandIn]]
) -> list[Graded]:
    """Grade some submissions, in a worker."""
    if not hasattr(_own, "examiner"):
        _own.examiner = Examiner()
        _all.append(_own.examiner)
    return grade_part(exercise, secret, _own.examiner, part)


def end_examiners() -> None:
    """End the processes of a worker; the next task starts others."""
    while _all:
        _all.pop().close()
