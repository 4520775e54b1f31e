"""Jobs side by side, each in a process of its own with one thread; a failure harms no other."""

from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import closing
from functools import partial
from tempfile import TemporaryFile
from threading import Lock
from typing import IO, Any, NamedTuple

from tools.common.cluster import each_on_cluster, kept
from tools.common.paths import ROOT
from tools.common.process import ONE_THREAD, SetupError
from tools.reproduce import cache
from tools.reproduce.cache import Done, Work

CHILD = (sys.executable, "-m", "tools.reproduce.job_process")
OnProgress = Callable[[Work, float], None]
OnEnd = Callable[[Work, Done | SetupError], None]


def cores() -> int:
    """How many processes can really run at once."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def run_all(works: Sequence[Work], processes: int, on_progress: OnProgress, on_end: OnEnd) -> None:
    """Run jobs, and keep the result of each.

    Args:
        on_progress: called with the share of a job that is done, from several threads.
        on_end: called with what became of a job, in the caller's thread.

    Raises:
        KeyboardInterrupt: once all processes are stopped, if the user wants that.
    """
    children = Children()
    with ThreadPoolExecutor(processes) as threads:
        try:  # from the first job on: a stop may come while the others are still handed out
            run = partial(children.run_and_keep, on_progress=on_progress)
            waiting = {threads.submit(run, work): work for work in works}
            for future in as_completed(waiting):
                error = future.exception()
                if error and not isinstance(error, SetupError):
                    raise error
                on_end(waiting[future], error if isinstance(error, SetupError) else future.result())
        finally:
            threads.shutdown(wait=False, cancel_futures=True)
            children.close()


def run_all_on(cluster: str, works: Sequence[Work], on_end: OnEnd) -> None:
    """Run jobs as ``run_all`` does, each in a process of its own on a cluster.

    Args:
        cluster: as for ``each_on_cluster``.

    Raises:
        SetupError: as ``each_on_cluster`` does.
    """
    with closing(each_on_cluster(cluster, run_in_worker, works)) as results:
        for work, (ended, log) in results:
            work.log.parent.mkdir(parents=True, exist_ok=True)
            work.log.write_bytes(log)
            try:
                outcome: Done | SetupError = keep(work, ended)
            except SetupError as error:
                outcome = error
            on_end(work, outcome)


class Ended(NamedTuple):
    """A job's process that has ended.

    Attributes:
        last: what it said last.
        code: with which it ended.
    """

    last: dict[str, Any]
    code: int


def run_in_worker(work: Work) -> tuple[Ended, bytes]:
    """Run a job in a worker of a cluster; what is left of it is its log."""
    with TemporaryFile() as log:
        ended = kept(Children).run(work, log, lambda work, share: None)
        log.seek(0)
        return ended, log.read()


def keep(work: Work, ended: Ended) -> Done:
    """Keep what a job has come to.

    Raises:
        SetupError: one sentence with the job's name, if it has failed.
    """
    log_of = f"; its log is {work.log}" if work.log.stat().st_size else ""
    if not log_of:
        work.log.unlink()
    if "result" in ended.last:
        return cache.write(work, ended.last["result"], ended.last["seconds"])
    why = ended.last.get("error") or f"its process ended with {ended.code}, and said nothing"
    raise SetupError(f"{work.title} failed: {why}{log_of}")


class Children:
    """The processes that run at the moment."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._running: set[subprocess.Popen[bytes]] = set()
        self._stopped = False

    def run_and_keep(self, work: Work, on_progress: OnProgress) -> Done:
        """Run a job to its end; raises as ``keep`` does."""
        work.log.parent.mkdir(parents=True, exist_ok=True)
        with work.log.open("wb") as log:
            ended = self.run(work, log, on_progress)
        return keep(work, ended)

    def run(self, work: Work, log: IO[bytes], on_progress: OnProgress) -> Ended:
        """Run a job to its end.

        Args:
            log: for what it prints.

        Raises:
            SetupError: if all are to end.
        """
        with self._start(log) as process:
            try:
                last = run_in_process(process, work, on_progress)
            finally:
                process.kill()
        with self._lock:
            self._running.discard(process)
        return Ended(last, process.returncode)

    def _start(self, log: IO[bytes]) -> subprocess.Popen[bytes]:
        with self._lock:
            if self._stopped:
                raise SetupError("stopped")
            process = subprocess.Popen(
                CHILD,
                cwd=ROOT,
                env={**os.environ, **ONE_THREAD},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
            )
            self._running.add(process)
        return process

    def close(self) -> None:
        """End all of them."""
        with self._lock:
            self._stopped = True
            for process in self._running:
                process.kill()


def run_in_process(
    process: subprocess.Popen[bytes], work: Work, on_progress: OnProgress
) -> dict[str, Any]:
    """Tell a process its job and listen until it ends; its last words."""
    assert process.stdin
    assert process.stdout
    try:
        with process.stdin as to:
            to.write(pickle.dumps((work.job.run, work.job.arguments)))
    except BrokenPipeError:
        return {}
    except (pickle.PicklingError, AttributeError) as error:
        return {"error": f"its function or arguments cannot go to another process ({error})"}
    last: dict[str, Any] = {}
    with process.stdout as lines:
        for line in lines:
            last = json.loads(line)
            if "share" in last:
                on_progress(work, last["share"])
    process.wait()
    return last
