"""`author`: how long authors wait until `check` has looked at a code exercise.

Each exercise is checked in a copy of the project whose cache is empty, and then once more.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable

import msgspec
import numpy as np
from playwright.sync_api import BrowserType

from tools.bench.build_time import cost
from tools.bench.gzip_host import BenchHost
from tools.common.paths import ROOT, WORK
from tools.course.folder import load_course
from tools.results.bench import Quantity, Results, Run, entry_from_samples

COPY = WORK / "bench-author"
LEFT_OUT = ("site", "node_modules", "tests")  # of the top folder, with all hidden ones
COLD = Quantity("A code exercise checked for the first time", "s", 15)
WARM = Quantity("The same, when nothing has changed", "s", 6)
ALL = Quantity("All code exercises checked for the first time, for each of them", "s", 30 / 7)
MORE = Quantity("Time for one more stored submission, checked for the first time", "ms")
NAMES = ("author_cold", "author_warm", "author_all", "author_submission")


def measure(
    engine: BrowserType, host: BenchHost, run: Run, on_progress: Callable[[str], None]
) -> Results:
    """All results of this benchmark; browser and host are for others. Each exercise is a trial."""
    code = load_course(ROOT).code
    run = msgspec.structs.replace(run, trials=len(code))
    copy_project()
    cold, warm = [], []
    for place, id_ in enumerate(code, 1):
        on_progress(f"{id_}, {place} of {len(code)}")
        shutil.rmtree(COPY / ".cache", ignore_errors=True)
        cold.append(check(id_))
        warm.append(check(id_))
    on_progress("all at once")
    shutil.rmtree(COPY / ".cache", ignore_errors=True)
    together = check(*code) / len(code)
    return entries(cold, warm, together, [len(each.stored) for each in code.values()], run)


def entries(
    cold: list[float], warm: list[float], together: float, stored: list[int], run: Run
) -> Results:
    """The results from all that was measured.

    Args:
        cold, warm: seconds of each exercise.
        together: seconds of all exercises in one command, for each of them.
        stored: how many submissions each exercise has.
    """
    once = msgspec.structs.replace(run, trials=1)
    slope = float(np.polyfit(stored, cold, 1)[0])
    listed = (
        entry_from_samples(COLD, cold, run),
        entry_from_samples(WARM, warm, run),
        entry_from_samples(ALL, [together], once),
        entry_from_samples(MORE, [1000 * slope], once),
    )
    return dict(zip(NAMES, listed, strict=True))


def copy_project() -> None:
    """A copy whose cache is nobody else's."""
    shutil.rmtree(COPY, ignore_errors=True)
    shutil.copytree(ROOT, COPY, ignore=left_out)
    (COPY / "node_modules").symlink_to(ROOT / "node_modules")


def left_out(folder: str, names: list[str]) -> set[str]:
    """What the copy does without."""
    if folder != str(ROOT):  # tools/site is no folder that is built
        return {"__pycache__"}
    return {*LEFT_OUT, *(name for name in names if name.startswith("."))}


def check(*ids: str) -> float:
    """Check exercises of the copy; returns the seconds that it took."""
    return cost("-m", "tools", "check", *ids, folder=COPY, quiet=True).seconds
