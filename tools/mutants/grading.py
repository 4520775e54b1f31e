"""Grading an exercise's mutants, on all cores and once: results are kept by content."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from grader.exercise import Exercise
from grader.expectations.step_limit import most_steps
from tools.common.cache import Cache
from tools.common.cluster import each_on_cluster, kept
from tools.common.paths import ROOT
from tools.course.kinds import CodeFolder
from tools.grading.dependencies import code_digest, imported_digest
from tools.grading.pool import in_batches, process_pool
from tools.grading.traces import recognises_all, with_known
from tools.grading.worker import GraderProcess, Overtime, Reply
from tools.mutants.make import Mutant, mutants_of

CACHE = Cache(ROOT / ".cache" / "mutants", days=30)
BUDGET = "tools.mutants.budget"  # what answers in a grading process
MAKERS = ("tools.mutants.grading", BUDGET)
AT_ONCE = 40  # mutants that one process grades: they are small changes, and harm nobody

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


class Outcome(NamedTuple):
    """What became of a mutant, as ``Result`` has it."""

    verdict: str
    by: str
    in_time: bool = True


class Setting(NamedTuple):
    """What all mutants of a solution have in common.

    Attributes:
        steps: that each may make.
        complete: whether all remarks are recognised.
    """

    exercise: Exercise
    steps: int
    complete: bool


class Batch(NamedTuple):
    """Some mutants of an exercise's solution; ``place`` is that of the first."""

    setting: Setting
    place: int
    texts: list[str]


def results_of(
    exercise: CodeFolder, on_progress: OnProgress = lambda done, total: None
) -> list[Result] | None:
    """Grade every mutant of an exercise's solution, at seed 0, up to the first failing check.

    Args:
        on_progress: called with the number of mutants graded and of all.

    Returns:
        In the order of the solution's lines; None if the solution itself does not pass.
    """
    remarks = _with_remarks(exercise)
    results = _kept(remarks)
    if results is None:
        results = _grade_all(remarks, on_progress)
        _keep(remarks, results)
    return results


def results_on(
    cluster: str, exercises: Iterable[CodeFolder], on_progress: OnProgress
) -> dict[str, list[Result] | None]:
    """What ``results_of`` gives for each exercise by its id, from a cluster.

    Args:
        cluster: as for ``each_on_cluster``.
        on_progress: called with the number of mutants graded, and of those handed out so far.
    """
    folders = [*map(_with_remarks, exercises)]
    found = {folder.id: _kept(folder) for folder in folders}
    new = [folder for folder in folders if found[folder.id] is None]
    outcomes: dict[str, list[Outcome]] = {}
    done = 0
    with closing(each_on_cluster(cluster, grade_in_worker, _tasks(new, outcomes))) as each:
        for batch, graded in each:
            own = outcomes[batch.setting.exercise.id]
            own[batch.place : batch.place + len(graded)] = graded
            done += len(graded)
            on_progress(done, sum(map(len, outcomes.values())))
    for folder in new:
        if folder.id in outcomes:
            pairs = zip(mutants_of(folder.solution), outcomes[folder.id], strict=True)
            found[folder.id] = [Result(mutant, *outcome) for mutant, outcome in pairs]
            _keep(folder, found[folder.id])
    return found


def _tasks(folders: Iterable[CodeFolder], outcomes: dict[str, list[Outcome]]) -> Iterator[Batch]:
    """What there is to do; ``outcomes`` gets a list for each exercise whose solution passes."""
    with process_pool(BUDGET) as pool:
        for folder in folders:
            with pool.process() as process:
                setting = _setting(folder, process)
            if setting is None:
                continue
            texts = [mutant.text for mutant in mutants_of(folder.solution)]
            outcomes[folder.id] = [Outcome("", "")] * len(texts)
            for place in range(0, len(texts), AT_ONCE):
                yield Batch(setting, place, texts[place : place + AT_ONCE])


def grade_in_worker(batch: Batch) -> list[Outcome]:
    """Grade some mutants in a worker of a cluster."""
    return grade_texts(batch.setting, kept(budget_process), batch.texts)


def budget_process() -> GraderProcess:
    """A grading process that counts steps."""
    return GraderProcess(BUDGET)


def grade_texts(setting: Setting, process: GraderProcess, texts: Sequence[str]) -> list[Outcome]:
    """Grade mutants of one solution."""
    runs = [_run(text, setting.steps) for text in texts]
    outcomes = [
        _outcome(setting.steps, reply) for reply in process.ask_each(setting.exercise, runs)
    ]
    if setting.complete:
        return outcomes
    return [outcome._replace(in_time=False) for outcome in outcomes]


def _with_remarks(exercise: CodeFolder) -> CodeFolder:
    """The exercise as mutants are graded.

    Remarks make right ways known; what wrong submissions are told plays no part here. A mutant is
    to be rejected for what it does, and not for the number of its lines that are changed.
    """
    return replace(
        exercise,
        meta=msgspec.structs.replace(exercise.meta, changed_lines=None),
        stored=[stored for stored in exercise.stored if stored.verdict == "pass"],
    )


def _kept(remarks: CodeFolder) -> list[Result] | None:
    with suppress(ValueError, msgspec.MsgspecError):
        pairs = msgspec.json.decode(CACHE.read(key_of(remarks)) or b"", type=list[tuple[str, str]])
        matched = zip(mutants_of(remarks.solution), pairs, strict=True)
        return [Result(mutant, *pair) for mutant, pair in matched]
    return None


def _keep(remarks: CodeFolder, results: list[Result] | None) -> None:
    # a process that ended by itself may not do so again, nor one that the clock has stopped
    if results is not None and all(result.in_time for result in results):
        pairs = [(result.verdict, result.by) for result in results]
        CACHE.write(key_of(remarks), msgspec.json.encode(pairs))
        CACHE.tidy()


def _grade_all(folder: CodeFolder, on_progress: OnProgress) -> list[Result] | None:
    with process_pool(BUDGET) as pool:
        with pool.process() as process:
            setting = _setting(folder, process)
        if setting is None:
            return None
        mutants = mutants_of(folder.solution)

        def grade(process: GraderProcess, batch: Sequence[Mutant]) -> list[Result]:
            outcomes = grade_texts(setting, process, [mutant.text for mutant in batch])
            pairs = zip(batch, outcomes, strict=True)
            return [Result(mutant, *outcome) for mutant, outcome in pairs]

        results: list[Result] = []
        for graded in pool.each(grade, in_batches(mutants, AT_ONCE), AT_ONCE):
            for result in graded:
                results.append(result)
                on_progress(len(results), len(mutants))
        return results


def _setting(folder: CodeFolder, process: GraderProcess) -> Setting | None:
    """None if the solution itself does not pass."""
    exercise = with_known(folder, process, "remarks")
    (right,) = process.ask_each(exercise, [_run(folder.solution)])
    if isinstance(right, Exception) or right["report"]["verdict"] != "pass":
        return None
    return Setting(exercise, most_steps(right["steps"]), recognises_all(folder, exercise))


def _outcome(steps: int, reply: Reply | Overtime | EOFError) -> Outcome:
    if isinstance(reply, Overtime):
        return Outcome("rejected", TIMEOUT, in_time=False)
    if isinstance(reply, EOFError):
        return Outcome("rejected", INVALID)
    report = reply["report"]
    if reply["steps"] > steps:
        return Outcome("rejected", TIMEOUT)
    if report["verdict"] == "pass":
        remarks = [check["misconception"] for check in report["checks"] if check["misconception"]]
        return Outcome("remark" if remarks else "survived", "".join(remarks[:1]))
    if report["verdict"] == "internal_error":
        return Outcome("broken", report["python"].strip())
    failed = [check["name"] for check in report["checks"] if check["verdict"] == "fail"]
    return Outcome("rejected", (failed or [report["verdict"]])[0])


def _run(text: str, steps: int = sys.maxsize) -> dict[str, Any]:
    return {"do": "grade", "submission": text, "stop": True, "steps": steps}


def key_of(exercise: CodeFolder, *, repository: Path = ROOT) -> str:
    """The cache's key: all that the results depend on; not prompt, hints or wrong submissions."""
    texts = [exercise.solution, exercise.grader]
    texts += [text for remark in exercise.stored for text in (remark.name, remark.text)]
    parts = [code_digest(MAKERS, repository), imported_digest(texts, repository)]
    parts += [str(exercise.meta.seconds), *exercise.meta.defines, *texts]
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogateescape")).hexdigest()
