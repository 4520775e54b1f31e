"""Jobs side by side, each in a process of its own with one thread; a failure harms no other."""

from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from threading import Lock
from typing import Any

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
            waiting = {threads.submit(children.run, work, on_progress): work for work in works}
            for future in as_completed(waiting):
                error = future.exception()
                if error and not isinstance(error, SetupError):
                    raise error
                on_end(waiting[future], error if isinstance(error, SetupError) else future.result())
        finally:
            threads.shutdown(wait=False, cancel_futures=True)
            children.stop()


class Children:
    """The processes that run at the moment."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._running: set[subprocess.Popen[bytes]] = set()
        self._stopped = False

    def run(self, work: Work, on_progress: OnProgress) -> Done:
        """Run a job to its end.

        Raises:
            SetupError: one sentence with the job's name, if it fails.
        """
        work.log.parent.mkdir(parents=True, exist_ok=True)
        with work.log.open("wb") as log, self._start(log) as process:
            try:
                last = run_in_process(process, work, on_progress)
            finally:
                process.kill()
        with self._lock:
            self._running.discard(process)
        log_of = f"; its log is {work.log}" if work.log.stat().st_size else ""
        if not log_of:
            work.log.unlink()
        if "result" in last:
            return cache.write(work, last["result"], last["seconds"])
        why = last.get("error") or f"its process ended with {process.returncode}, and said nothing"
        raise SetupError(f"{work.title} failed: {why}{log_of}")

    def _start(self, log: Any) -> subprocess.Popen[bytes]:
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

    def stop(self) -> None:
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
