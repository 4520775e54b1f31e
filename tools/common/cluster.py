"""Work on a Dask cluster, in tasks that only watch over processes of their own.

A worker cannot stop a task that never ends, nor one that takes all memory. So whatever may do that
runs in a process that the task starts, under the task's clock, and nothing hangs on what the
cluster would do.
"""

from __future__ import annotations

import gc
import os
import platform
import sys
import threading
from argparse import ArgumentParser
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from importlib import import_module, metadata
from multiprocessing import current_process
from typing import Any, Protocol
from uuid import uuid4

from tools.common.files import digest
from tools.common.paths import PACKAGES, ROOT
from tools.common.process import SetupError

LOCAL = "local"
WORKERS = os.cpu_count() or 1  # that ``local`` starts
RETRIES = 3  # of a task whose worker has ended
PATIENCE = "20s"  # until somebody answers
# Nobody looks at what Dask notes of its workers here: a profile of each, a hundred times a second,
# and the state of the machine. While they wait for processes, this is most of what they do.
QUIET = {
    "distributed.worker.profile.enabled": False,
    "distributed.worker.memory.monitor-interval": "1s",
    "distributed.admin.system-monitor.interval": "10s",
    "distributed.admin.system-monitor.gil.enabled": False,
    "distributed.admin.tick.interval": "1s",
}


class Closable(Protocol):
    """Something that ends what it has started."""

    def close(self) -> None: ...


_own = threading.local()
# by the batch, the thread and the maker: a cluster may work on several batches
_kept: dict[tuple[str, int, Callable[[], Closable]], Closable] = {}


def add_cluster_option(parser: ArgumentParser, what: str) -> None:
    """Let a command be told where to work.

    Args:
        what: is done there.
    """
    parser.add_argument(
        "--dask",
        default="",
        metavar="ADDRESS",
        help=f"of a cluster's scheduler, {what}; `{LOCAL}` starts workers on this machine",
    )


def each_on_cluster[Task, Found](
    address: str, work: Callable[[Task], Found], tasks: Iterable[Task]
) -> Generator[tuple[Task, Found], None, None]:
    """What ``work`` gives for each task, in whichever order they are done.

    Nothing is missing in the end: what the cluster loses is done here.

    Args:
        address: of a scheduler, such as ``tcp://host:8786``; ``local`` starts workers here.
        work: a function of a module.
        tasks: what it gets, one after the other. Each holds all that it needs: what is spread over
            workers in advance is lost with them.

    Raises:
        SetupError: if there is no Dask, nobody at the address, or no worker like ourselves.
    """
    batch = uuid4().hex
    lost: list[Task] = []
    why: list[str] = []
    with _client(address) as (dask, client):
        for task, future in _done(dask, client, partial(run_task, batch, work), tasks):
            try:
                found = future.result()
            except Exception as error:
                lost.append(task)
                why.append(f"{type(error).__name__}: {error}".splitlines()[0])
            else:
                yield task, found
    if lost:
        words = f"· the cluster has lost {len(lost)} of its tasks, which are done here ({why[0]})"
        print(words, file=sys.stderr)
    try:
        for task in lost:
            yield task, run_task(batch, work, task)
    finally:
        end_kept(batch)


def run_task[Task, Found](batch: str, work: Callable[[Task], Found], task: Task) -> Found:
    """Do a task, in a worker."""
    # which multiprocessing would otherwise let have no processes of its own
    current_process()._config["daemon"] = False  # type: ignore[attr-defined]
    _own.batch = batch
    return work(task)


def kept[Kept: Closable](make: Callable[[], Kept]) -> Kept:
    """What a thread of a worker keeps from one task of a batch to the next.

    Args:
        make: makes it for the first task; a class or a function of a module.
    """
    place = _own.batch, threading.get_ident(), make
    if place not in _kept:
        _kept[place] = make()
    return _kept[place]  # type: ignore[return-value]


def end_kept(batch: str) -> None:
    """End what a worker has kept for a batch."""
    for place in [place for place in _kept if place[0] == batch]:
        _kept.pop(place).close()


@contextmanager
def _client(address: str) -> Iterator[tuple[Any, Any]]:
    """Dask itself, and a client of a cluster with workers like ourselves."""
    try:
        dask: Any = import_module("distributed")
    except ImportError as error:
        raise SetupError("there is no Dask here; pip install '.[dask]' brings it") from error
    with ExitStack() as stack:
        where: Any = address
        if address == LOCAL:
            stack.enter_context(import_module("dask").config.set(QUIET))
            options = {"n_workers": WORKERS, "threads_per_worker": 1, "dashboard_address": None}
            where = stack.enter_context(dask.LocalCluster(**options, silence_logs=50))
        # a client that found nobody ends here: within the start of the next one it waits for it
        gc.collect()
        try:
            client = stack.enter_context(dask.Client(where, timeout=PATIENCE))
        except (OSError, ValueError) as error:
            like = f"an address is like tcp://host:8786, or {LOCAL}"
            raise SetupError(f"there is no Dask scheduler at {address}; {like}") from error
        _check(client, address)
        yield dask, client


def _check(client: Any, address: str) -> None:
    """See that there are workers, and that they work as this process would."""
    try:
        client.wait_for_workers(1, timeout=PATIENCE)
    except OSError as error:
        remedy = f"start some, with `dask worker {address}` in this project's environment"
        raise SetupError(f"the scheduler at {address} has no workers; {remedy}") from error
    try:
        versions = client.run(version)
    except ImportError as error:
        remedy = "start them in its folder, in an environment that has it installed"
        raise SetupError(f"the workers do not find this project ({error}); {remedy}") from error
    other = [worker for worker, its in versions.items() if its != version()]
    if other:
        remedy = "update its clone and start it again"
        raise SetupError(f"the worker {other[0]} has another version of this project; {remedy}")


def version() -> str:
    """What tells whether two machines come to the same results: our code, NumPy, and Python."""
    files = (path for name in (*PACKAGES, "tools") for path in (ROOT / name).rglob("*.py"))
    return digest(files, metadata.version("numpy"), *platform.python_version_tuple()[:2])


def _done[Task](
    dask: Any, client: Any, run: partial[Any], tasks: Iterable[Task]
) -> Iterator[tuple[Task, Any]]:
    """Each task with its future once that is done, also while others are still being sent."""
    waiting: dict[Any, Task] = {}
    done = dask.as_completed(loop=client.loop)
    try:
        for task in tasks:
            future = client.submit(run, task, pure=False, retries=RETRIES)
            waiting[future] = task
            done.add(future)
            while done.has_ready():
                future = next(done)
                yield waiting.pop(future), future
        for future in done:
            yield waiting.pop(future), future
    finally:
        with suppress(Exception):  # whatever a scheduler that is gone leads to
            if waiting:
                client.cancel([*waiting])
            client.run(end_kept, run.args[0])
