"""Grading an exercise's mutants, on all cores and once: results are kept by content."""

from __future__ import annotations

import hashlib
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from grader.exercise import Exercise
from tools.common.files import write_whole
from tools.common.paths import PACKAGES, ROOT
from tools.course.kinds import CodeFolder
from tools.grading.pool import process_pool
from tools.grading.traces import with_known
from tools.grading.worker import GraderProcess
from tools.mutants.make import Mutant, mutants_of

CACHE = ROOT / ".cache" / "mutants"
KEPT_DAYS = 30
# What decides about a result, besides the exercise.
PROGRAMS = (*PACKAGES, "tools/mutants", "tools/grading/worker.py", "tools/grading/traces.py")
STEPS_MORE = 50  # a mutant may make so many times the solution's steps
STEPS_LEAST = 20_000

OnProgress = Callable[[int, int], None]


@dataclass(frozen=True)
class Result:
    """What became of a mutant.

    Attributes:
        verdict: ``rejected``; ``remark``, if it passes as one of the right ways that the exercise
            has a remark on; ``survived``; ``broken``, if the grader itself failed.
        by: the check that failed, the verdict (``invalid``, ``timeout``), or the remark's name.
    """

    mutant: Mutant
    verdict: str
    by: str


def results_of(
    exercise: CodeFolder, on_progress: OnProgress = lambda done, all_: None
) -> list[Result] | None:
    """Grade every mutant of an exercise's solution, at seed 0, up to the first failing check.

    Args:
        on_progress: called with the number of mutants graded and of all.

    Returns:
        In the order of the solution's lines; None if the solution itself does not pass.
    """
    # Remarks make right ways known; what wrong submissions are told plays no part here.
    remarks = replace(
        exercise, stored=[stored for stored in exercise.stored if stored.verdict == "pass"]
    )
    file = CACHE / f"{_key(remarks)}.json"
    with suppress(OSError, ValueError, msgspec.MsgspecError):
        pairs = msgspec.json.decode(file.read_bytes(), type=list[tuple[str, str]])
        matched = zip(mutants_of(exercise.solution), pairs, strict=True)
        return [Result(mutant, *pair) for mutant, pair in matched]
    results = _grade_all(remarks, on_progress)
    if results is not None:  # a process that ended by itself may not do so again
        _keep(file, results)
    return results


def _grade_all(folder: CodeFolder, on_progress: OnProgress) -> list[Result] | None:
    with process_pool("tools.mutants.budget") as pool:
        with pool.process() as process:
            exercise = with_known(folder, process)
            try:
                right = process.ask(_request(exercise, folder.solution), exercise.seconds)
                mutants = mutants_of(folder.solution)
            except (TimeoutError, EOFError, SyntaxError):
                return None
        if right["report"]["verdict"] != "pass":
            return None
        steps = max(STEPS_LEAST, STEPS_MORE * right["steps"])

        def grade(process: GraderProcess, mutant: Mutant) -> Result:
            return _result(mutant, exercise, process, steps)

        results = []
        for result in pool.each(grade, mutants):
            results.append(result)
            on_progress(len(results), len(mutants))
        return results


def _result(mutant: Mutant, exercise: Exercise, process: GraderProcess, steps: int) -> Result:
    try:
        reply = process.ask(_request(exercise, mutant.text, steps), exercise.seconds)
    except TimeoutError:
        return Result(mutant, "rejected", "timeout")
    except EOFError:
        return Result(mutant, "rejected", "invalid")
    report = reply["report"]
    if reply["steps"] > steps:
        return Result(mutant, "rejected", "timeout")
    if report["verdict"] == "pass":
        remarks = [check["misconception"] for check in report["checks"] if check["misconception"]]
        return Result(mutant, "remark" if remarks else "survived", "".join(remarks[:1]))
    if report["verdict"] == "internal_error":
        return Result(mutant, "broken", report["python"].strip())
    failed = [check["name"] for check in report["checks"] if check["verdict"] == "fail"]
    return Result(mutant, "rejected", (failed or [report["verdict"]])[0])


def _request(exercise: Exercise, text: str, steps: int = sys.maxsize) -> dict[str, Any]:
    request = {"do": "grade", "exercise": exercise.data(), "submission": text}
    return {**request, "stop": True, "steps": steps}


def _key(exercise: CodeFolder) -> str:
    """SHA-256 of all that a result depends on; not of prompt, hints or wrong submissions."""
    digest = hashlib.sha256()

    def add(*texts: str) -> None:
        for text in texts:
            digest.update(f"{text}\0".encode("utf-8", "surrogateescape"))

    add(sys.version, np.__version__, str(exercise.meta.seconds), *exercise.meta.defines)
    add(exercise.solution, exercise.grader)
    for stored in exercise.stored:
        add(stored.name, stored.text)
    for path in sorted(_files()):
        add(path.relative_to(ROOT).as_posix(), path.read_text("utf-8"))
    return digest.hexdigest()


def _files() -> Iterator[Path]:
    for name in PROGRAMS:
        path = ROOT / name
        yield from path.rglob("*.py") if path.is_dir() else [path]


def _keep(file: Path, results: list[Result]) -> None:
    pairs = [(result.verdict, result.by) for result in results]
    with suppress(OSError):  # a cache that cannot be written costs time, no more
        write_whole(file, msgspec.json.encode(pairs))
        for old in file.parent.iterdir():
            if old.stat().st_mtime < time.time() - KEPT_DAYS * 86400:
                old.unlink()
