"""Grading an exercise's mutants, on all cores and once: results are kept by content."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from itertools import batched
from pathlib import Path
from typing import Any

import msgspec

from tools.common.cache import Cache
from tools.common.paths import ROOT
from tools.course.kinds import CodeFolder
from tools.grading.dependencies import code_digest, imported_digest
from tools.grading.pool import process_pool
from tools.grading.traces import recognises_all, with_known
from tools.grading.worker import GraderProcess, Overtime, Reply
from tools.mutants.make import Mutant, mutants_of

CACHE = Cache(ROOT / ".cache" / "mutants", days=30)
MAKERS = ("tools.mutants.grading", "tools.mutants.budget")
STEPS_MORE = 50  # a mutant may make so many times the solution's steps
STEPS_LEAST = 20_000
AT_ONCE = 20  # mutants that one process grades: they are small changes, and harm nobody

# By whom a mutant is rejected that no check has seen to its end.
INVALID, TIMEOUT = "invalid", "timeout"

OnProgress = Callable[[int, int], None]


@dataclass(frozen=True)
class Result:
    """What became of a mutant.

    Attributes:
        verdict: ``rejected``; ``remark``, if it passes as one of the right ways that the exercise
            has a remark on; ``survived``; ``broken``, if the grader itself failed.
        by: the check that failed, the verdict (``invalid``, ``timeout``), or the remark's name.
        in_time: whether no clock had a part in it; on a quiet machine it may be something else.
    """

    mutant: Mutant
    verdict: str
    by: str
    in_time: bool = True

    @property
    def ran(self) -> bool:
        """Whether it could be run to the end of a check."""
        return self.by not in (INVALID, TIMEOUT)


def results_of(
    exercise: CodeFolder, on_progress: OnProgress = lambda done, total: None
) -> list[Result] | None:
    """Grade every mutant of an exercise's solution, at seed 0, up to the first failing check.

    Args:
        on_progress: called with the number of mutants graded and of all.

    Returns:
        In the order of the solution's lines; None if the solution itself does not pass.
    """
    # Remarks make right ways known; what wrong submissions are told plays no part here. A mutant
    # is to be rejected for what it does, and not for the number of its lines that are changed.
    remarks = replace(
        exercise,
        meta=msgspec.structs.replace(exercise.meta, changed_lines=None),
        stored=[stored for stored in exercise.stored if stored.verdict == "pass"],
    )
    key = key_of(remarks)
    with suppress(ValueError, msgspec.MsgspecError):
        pairs = msgspec.json.decode(CACHE.read(key) or b"", type=list[tuple[str, str]])
        matched = zip(mutants_of(exercise.solution), pairs, strict=True)
        return [Result(mutant, *pair) for mutant, pair in matched]
    results = _grade_all(remarks, on_progress)
    # a process that ended by itself may not do so again, nor one that the clock has stopped
    if results is not None and all(result.in_time for result in results):
        pairs = [(result.verdict, result.by) for result in results]
        CACHE.write(key, msgspec.json.encode(pairs))
        CACHE.tidy()
    return results


def _grade_all(folder: CodeFolder, on_progress: OnProgress) -> list[Result] | None:
    with process_pool("tools.mutants.budget") as pool:
        with pool.process() as process:
            exercise = with_known(folder, process, "remarks")
            (right,) = process.ask_each(exercise, [_run(folder.solution)])
        if isinstance(right, Exception) or right["report"]["verdict"] != "pass":
            return None
        mutants = mutants_of(folder.solution)
        steps = max(STEPS_LEAST, STEPS_MORE * right["steps"])

        complete = recognises_all(folder, exercise)

        def grade(process: GraderProcess, batch: Sequence[Mutant]) -> list[Result]:
            replies = process.ask_each(exercise, [_run(mutant.text, steps) for mutant in batch])
            results = map(partial(_result, steps), batch, replies)
            return [result if complete else replace(result, in_time=False) for result in results]

        results: list[Result] = []
        for graded in pool.each(grade, list(batched(mutants, AT_ONCE)), AT_ONCE):
            for result in graded:
                results.append(result)
                on_progress(len(results), len(mutants))
        return results


def _result(steps: int, mutant: Mutant, reply: Reply | Overtime | EOFError) -> Result:
    if isinstance(reply, Overtime):
        return Result(mutant, "rejected", TIMEOUT, in_time=False)
    if isinstance(reply, EOFError):
        return Result(mutant, "rejected", INVALID)
    report = reply["report"]
    if reply["steps"] > steps:
        return Result(mutant, "rejected", TIMEOUT)
    if report["verdict"] == "pass":
        remarks = [check["misconception"] for check in report["checks"] if check["misconception"]]
        return Result(mutant, "remark" if remarks else "survived", "".join(remarks[:1]))
    if report["verdict"] == "internal_error":
        return Result(mutant, "broken", report["python"].strip())
    failed = [check["name"] for check in report["checks"] if check["verdict"] == "fail"]
    return Result(mutant, "rejected", (failed or [report["verdict"]])[0])


def _run(text: str, steps: int = sys.maxsize) -> dict[str, Any]:
    return {"do": "grade", "submission": text, "stop": True, "steps": steps}


def key_of(exercise: CodeFolder, *, repository: Path = ROOT) -> str:
    """The cache's key: all that the results depend on; not prompt, hints or wrong submissions."""
    texts = [exercise.solution, exercise.grader]
    texts += [text for remark in exercise.stored for text in (remark.name, remark.text)]
    parts = [code_digest(MAKERS, repository), imported_digest(texts, repository)]
    parts += [str(exercise.meta.seconds), *exercise.meta.defines, *texts]
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogateescape")).hexdigest()
