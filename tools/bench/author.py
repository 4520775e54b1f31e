"""``author``: how long authors wait until ``check`` has looked at a code exercise.

Each exercise is checked in a copy of the project whose cache is empty, and then once more; and its
solution is graded by itself, which is what everything is compared with.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from typing import NamedTuple

import numpy as np
from playwright.sync_api import BrowserType

from tools.bench.build_time import cost
from tools.bench.gzip_host import BenchHost
from tools.common.paths import ROOT, WORK
from tools.course.folder import load_course
from tools.course.kinds import CodeFolder
from tools.mutants.make import mutants_of
from tools.results.bench import Quantity, Results, Run, entry_from_samples

COPY = WORK / "bench-author"
CHECK, GRADE = "tools.contract.command", "tools.grading.command"
CALL = """
import importlib, sys
if __name__ == "__main__":
    sys.exit(importlib.import_module(sys.argv[1]).main(sys.argv[2:]))
"""
LEFT_OUT = ("site", "node_modules", "tests")  # of the top folder, with all hidden ones
COLD = Quantity("A code exercise checked for the first time", "s", 15, target_of="value")
WARM = Quantity("The same, when nothing has changed", "s", 6, target_of="value")
EACH = round(30 / 7, 2)
ALL = Quantity("Such exercises in one command, each of them", "s", EACH, target_of="value")
STORED = Quantity("Time for one more stored submission, for the first time", "ms", 1)
MUTANT = Quantity("Time for one more mutant of the solution, for the first time", "ms")
GRADED = "its solution graded in the terminal"
NAMES = ("author_cold", "author_warm", "author_all", "author_submission", "author_mutant")
FEWEST = 4  # exercises that tell how the time grows


class Waits(NamedTuple):
    """Seconds of each exercise, and what the first of them grow with.

    Attributes:
        graded: for its solution alone, in a process of its own.
        stored: how many submissions are kept of it.
        mutants: how many its solution has.
    """

    cold: list[float]
    warm: list[float]
    graded: list[float]
    stored: list[int]
    mutants: list[int]


def measure(
    engine: BrowserType, host: BenchHost, run: Run, on_progress: Callable[[str], None]
) -> Results:
    """All results of this benchmark; browser and host are for others. Each exercise is a trial."""
    chosen = spread(load_course(ROOT).code, run.trials)
    copy_project()
    waits = Waits([], [], [], [], [])
    for number, exercise in enumerate(chosen, 1):
        on_progress(f"{exercise.id}, {number} of {len(chosen)}")
        forget()
        waits.cold.append(seconds(CHECK, exercise.id))
        waits.warm.append(seconds(CHECK, exercise.id))
        waits.graded.append(seconds(GRADE, exercise.id, f"exercises/{exercise.id}/solution.py"))
        waits.stored.append(len(exercise.stored))
        waits.mutants.append(len(mutants_of(exercise.solution)))
    on_progress("all at once")
    forget()
    together = seconds(CHECK, *(exercise.id for exercise in chosen)) / len(chosen)
    return entries(waits, together, run)


def spread(code: Mapping[str, CodeFolder], count: int) -> list[CodeFolder]:
    """So many exercises, or all, from the one with the fewest submissions to that with the most."""
    ordered = sorted(code.values(), key=lambda exercise: (len(exercise.stored), exercise.id))
    places = np.linspace(0, len(ordered) - 1, min(count, len(ordered))).round().astype(int)
    return [ordered[place] for place in places]


def entries(waits: Waits, together: float, run: Run) -> Results:
    """The results from all that was measured; of a few exercises, not how the time grows.

    Args:
        together: seconds of all exercises in one command, for each of them.
    """
    alone = (GRADED, waits.graded)
    listed = [
        entry_from_samples(COLD, waits.cold, run, alone),
        entry_from_samples(WARM, waits.warm, run, alone),
        entry_from_samples(ALL, [together], run, alone),
    ]
    if len(waits.cold) >= FEWEST:
        factors = np.column_stack([np.ones(len(waits.cold)), waits.stored, waits.mutants])
        _, stored, mutant = np.linalg.lstsq(factors, 1000 * np.array(waits.cold))[0]
        alone = (GRADED, [1000 * seconds for seconds in waits.graded])
        listed += [
            entry_from_samples(STORED, [float(stored)], run, alone),
            entry_from_samples(MUTANT, [float(mutant)], run, alone),
        ]
    return dict(zip(NAMES, listed, strict=False))


def forget() -> None:
    """Empty the copy's cache."""
    shutil.rmtree(COPY / ".cache", ignore_errors=True)


def copy_project() -> None:
    """A copy whose cache is nobody else's."""
    shutil.rmtree(COPY, ignore_errors=True)
    shutil.copytree(ROOT, COPY, ignore=left_out)
    (COPY / "node_modules").symlink_to(ROOT / "node_modules")


def left_out(folder: str, names: list[str]) -> set[str]:
    """What the copy does without."""
    if folder != str(ROOT):  # tools/site is not a folder that is built
        return {"__pycache__"}
    return {*LEFT_OUT, *(name for name in names if name.startswith("."))}


def seconds(module: str, *arguments: str) -> float:
    """Run a command of ours in the copy; returns how long it took.

    It runs in the environment of this process, since the copy has none and would make one.
    """
    return cost("-c", CALL, module, *arguments, folder=COPY, quiet=True).seconds
