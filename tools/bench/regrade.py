"""``regrade``: what a batch of hand-ins costs, beside grading its files one by one.

In seconds of the processor. The files are programs of the site's first course, each with a line
that makes it somebody's own. Three of four are right, as in a class that is done: these pass apart
from the checks, which `grade` does not see to.
"""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import msgspec
from playwright.sync_api import BrowserType

from grader.exercise import CodeExercise
from grader.expectations.checks import run_checks
from grader.isolation.submission import fresh_namespace
from grader.kinds.bench import set_up
from grader.values.show import silent
from tools.bench.gzip_host import BenchHost
from tools.bench.processor_time import seconds_of
from tools.common.paths import ROOT, WORK
from tools.common.process import SetupError
from tools.course.folder import Course, load_course
from tools.course.site_config import read_config
from tools.results.bench import Quantity, Results, Run, entry_from_samples

FEW, MANY, MOST = 100, 1_000, 10_000  # files
ALONE = 12  # of these that are graded one by one
WRONG_EVERY = 4  # files
FOLDER = WORK / "bench-regrade"
ONE_BY_ONE = "one by one, with `python -m tools grade`"
GRADED = Quantity(f"A file graded again, of {MANY:,}, processor time", "ms", 0.05)
FEWER = Quantity(f"The same, of {FEW}", "ms")
CLUSTER = Quantity(f"The same, of {MANY:,} on two Dask workers", "ms", 1.25)
KEPT = Quantity(f"{MANY:,} files once more, when all of it is kept, processor time", "s")
GROWTH = Quantity(f"A file graded again, of {MOST:,}, processor time", "ms", 1.1)
FLOOR = Quantity("A right program's checks alone", "ms")
NAMES = ("regrade_many", "regrade_few", "regrade_cluster", "regrade_again")
MOST_NAME = "regrade_most"
FLOOR_NAME = "regrade_floor"


def measure(
    engine: BrowserType, host: BenchHost, run: Run, on_progress: Callable[[str], None]
) -> Results:
    """All results of this benchmark but the longest; browser and host are for others."""
    run = msgspec.structs.replace(run, trials=1)
    course = load_course(ROOT)
    files = lay_out(course, FOLDER / "few", FEW)
    batch(FOLDER / "few")  # what is kept of the course is there from here on
    on_progress("one by one")
    alone = [grade(file) for file in files[:ALONE]]
    on_progress(f"{FEW} files")
    few = batch(FOLDER / "few")
    lay_out(course, FOLDER / "many", MANY)
    on_progress(f"{MANY:,} files on two workers")
    there = batch(FOLDER / "many", "--dask", "local")
    on_progress(f"{MANY:,} files")
    many = batch(FOLDER / "many")
    again = regrade(FOLDER / "many")
    each = 1000 / MANY  # milliseconds of a file, for a second of all
    listed = (
        entry_from_samples(
            GRADED, [each * many], run, (ONE_BY_ONE, [1000 * sum(alone) / len(alone)])
        ),
        entry_from_samples(FEWER, [1000 * few / FEW], run, (f"of {MANY:,}", [each * many])),
        entry_from_samples(CLUSTER, [each * there], run, ("without Dask", [each * many])),
        entry_from_samples(KEPT, [again], run, ("the first time", [many])),
    )
    return dict(zip(NAMES, listed, strict=True))


def measure_most(
    engine: BrowserType, host: BenchHost, run: Run, on_progress: Callable[[str], None]
) -> Results:
    """How a batch grows further, which takes most of an hour of the processor."""
    run = msgspec.structs.replace(run, trials=1)
    course = load_course(ROOT)
    costs = []
    for count in (MANY, MOST):
        on_progress(f"{count:,} files")
        lay_out(course, FOLDER / "most", count)
        costs.append(1000 * batch(FOLDER / "most") / count)
    many, most = costs
    return {MOST_NAME: entry_from_samples(GROWTH, [most], run, (f"of {MANY:,}", [many]))}


def measure_floor(
    engine: BrowserType, host: BenchHost, run: Run, on_progress: Callable[[str], None]
) -> Results:
    """What is left if nothing is started, kept apart or told: the checks themselves."""
    course = load_course(ROOT)
    graded = [course.code[id_] for id_ in first_course(course)]
    each = 1000 / len(graded)  # milliseconds of a program, for a second of all

    def once(seed: int) -> float:
        return each * sum(check(folder.exercise, folder.solution, seed) for folder in graded)

    on_progress("the checks alone")
    once(0)  # what is imported and compiled at first use is there
    return {FLOOR_NAME: entry_from_samples(FLOOR, [once(0) for _ in range(run.trials)], run)}


def check(exercise: CodeExercise, program: str, seed: int) -> float:
    """Seconds of the processor for the checks of a program of ours, in this process."""
    start = time.process_time()
    bench = set_up(exercise, program, list, fresh_namespace(silent()))
    outcomes = run_checks(bench.checks, bench.learner, bench.solution, seed)
    if not all(outcome.result.verdict == "pass" for outcome in outcomes):
        raise SetupError(f"{exercise.id}: its solution does not pass")
    return time.process_time() - start


def first_course(course: Course) -> list[str]:
    """The exercises with code of the site's first named course; of all if it names none."""
    for named in read_config(ROOT).courses.values():
        return [id_ for id_ in named.exercises if id_ in course.code]
    return sorted(course.code)


def lay_out(course: Course, folder: Path, count: int) -> list[Path]:
    """So many files of a class that works through the site's first named course."""
    shutil.rmtree(folder, ignore_errors=True)
    ids = first_course(course)
    files = []
    for number, (id_, text) in enumerate(programs(course, ids, count)):
        file = folder / f"learner {number // len(ids):04}" / f"{id_}.py"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"{text}# {number}\n", encoding="utf-8")
        files.append(file)
    return files


def programs(course: Course, ids: Sequence[str], count: int) -> Iterator[tuple[str, str]]:
    """So many programs with their exercises, each exercise in turn."""
    for number in range(count):
        turn, place = divmod(number, len(ids))
        folder = course.code[ids[place]]
        wrong = [one.text for one in folder.stored if one.verdict == "fail"]
        is_wrong = (turn + place) % WRONG_EVERY == 0 and wrong
        yield folder.id, wrong[turn % len(wrong)] if is_wrong else folder.solution


def grade(file: Path) -> float:
    """Seconds of the processor for a file alone."""
    return tools("grade", f"{file.parent.name}/{file.stem}", str(file))


def batch(folder: Path, *more: str) -> float:
    """Seconds of the processor for a batch of which nothing is kept from before."""
    shutil.rmtree(FOLDER / "out", ignore_errors=True)
    return regrade(folder, *more)


def regrade(folder: Path, *more: str) -> float:
    """Seconds of the processor for a batch."""
    return tools("regrade", str(folder), "--out", str(FOLDER / "out"), *more)


def tools(*arguments: str) -> float:
    """Seconds of the processor for a command of ours."""
    return seconds_of([sys.executable, "-m", "tools", *arguments])
