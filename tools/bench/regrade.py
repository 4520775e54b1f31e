"""``regrade``: what a batch of hand-ins costs, beside grading its files one by one.

In seconds of the processor, with all processes that are started: a busy machine spoils them least.
The files are the course's own stored submissions, of all exercises alike, each with a line that
makes it somebody's own. Passes are made sure of, which `grade` does not do.
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from playwright.sync_api import BrowserType

from tools.bench.gzip_host import BenchHost
from tools.common.paths import ROOT, WORK
from tools.common.process import ONE_THREAD, SetupError
from tools.course.folder import load_course
from tools.results.bench import Quantity, Results, Run, entry_from_samples

FEW, MANY = 100, 1000  # files
FOLDER = WORK / "bench-regrade"
ALONE = "the same files one by one, with `python -m tools grade`"
BATCH = Quantity(f"A file of a batch of {FEW}, processor time", "ms", 0.05)
GROWTH = Quantity(f"A file of a batch of {MANY:,}, processor time", "ms", 1.1)
CLUSTER = Quantity(f"A file of a batch of {MANY:,} on two Dask workers, processor time", "ms", 1.25)
NAMES = ("regrade_batch", "regrade_growth", "regrade_cluster")


def measure(
    engine: BrowserType, host: BenchHost, run: Run, on_progress: Callable[[str], None]
) -> Results:
    """All results of this benchmark; browser and host are for others."""
    run = msgspec.structs.replace(run, trials=1)
    files = lay_out(FOLDER / "class", MANY)
    some = files[:: MANY // FEW]
    batch(some[:1])  # what is kept of the course is there from here on
    on_progress("one by one")
    alone = [each(grade, [file]) for file in some[::5]]
    on_progress(f"{FEW} files")
    few = each(batch, some)
    on_progress(f"{MANY:,} files")
    many = each(batch, files)
    on_progress(f"{MANY:,} files on two workers")
    there = each(lambda given: batch(given, "--dask", "local"), files)
    listed = (
        entry_from_samples(BATCH, [few], run, (ALONE, alone)),
        entry_from_samples(GROWTH, [many], run, (f"of a batch of {FEW}", [few])),
        entry_from_samples(CLUSTER, [there], run, ("without Dask", [many])),
    )
    return dict(zip(NAMES, listed, strict=True))


def lay_out(folder: Path, count: int) -> list[Path]:
    """So many files of a class, spread over the exercises; each is a learner's folder."""
    shutil.rmtree(folder, ignore_errors=True)
    stored = [
        (id_, text)
        for id_, exercise in load_course(ROOT).code.items()
        for text in (
            exercise.solution,
            *(one.text for one in exercise.stored if one.verdict in ("pass", "fail")),
        )
    ]
    places = np.linspace(0, len(stored) - 1, count).round().astype(int)
    files = []
    for number, place in enumerate(places):
        id_, text = stored[place]
        file = folder / f"learner {number:05}" / f"{id_}.py"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"{text}# {number}\n", encoding="utf-8")
        files.append(file)
    return files


def each(do: Callable[[list[Path]], Any], files: list[Path]) -> float:
    """Milliseconds of the processor for each file."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    do(files)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return 1000 * spent / len(files)


def grade(files: list[Path]) -> None:
    """Grade a file in the terminal."""
    (file,) = files
    run_tools("grade", f"{file.parent.name}/{file.stem}", str(file))


def batch(files: list[Path], *more: str) -> None:
    """Grade files as a batch, of which nothing is kept."""
    out = FOLDER / "out"
    shutil.rmtree(out, ignore_errors=True)
    students = [str(file.parents[1]) for file in files]
    run_tools("regrade", *students, "--out", str(out), *more)


def run_tools(*arguments: str) -> None:
    """Run a command of ours.

    Raises:
        SetupError: if it fails.
    """
    command = [sys.executable, "-m", "tools", *arguments]
    environment = {**os.environ, **ONE_THREAD}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=False)
    if done.returncode:
        raise SetupError(f"{' '.join(arguments[:1])} has failed: {done.stderr.decode()[-500:]}")
