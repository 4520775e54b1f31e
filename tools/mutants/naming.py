"""Which mutants behave like a stored mistake, so that their learner is told what it is.

Those of the others that behave the same are one mistake, and one more entry would name them all.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import batched, chain

import msgspec

from grader.exercise import CodeExercise, Finding
from grader.expectations.recognition import explained_by
from tools.common.cache import Cache
from tools.common.paths import ROOT
from tools.grading.dependencies import code_digest, imported_digest
from tools.grading.pool import process_pool
from tools.grading.traces import Run, same_run
from tools.grading.worker import GraderProcess, Overtime
from tools.mutants.grading import AT_ONCE, STEPS_LEAST, STEPS_MORE
from tools.mutants.make import Mutant, mutants_of

CACHE = Cache(ROOT / ".cache" / "mutants", days=30)
MAKERS = ("tools.mutants.naming", "tools.mutants.budget")
# The kinds of change, those that people make most easily first.
LIKELIEST = (
    "operator", "axis", "off by one", "left out", "sign", "comparison", "indentation",
    "mean or sum", "swapped", "transposed", "other argument", "skipped reset", "factor",
    "dropped statement", "in place", "copy", "keepdims", "shared generator", "condition",
    "whole numbers", "constant",
)  # fmt: skip
LESS_LIKELY = 5  # kinds that come before the next thing that an operator makes of the same code

Findings = dict[str, Finding]


@dataclass(frozen=True)
class Slip:
    """A mutant that fails a check.

    Attributes:
        number: its place among all mutants of the solution, from 1.
        check: the first that it fails.
    """

    number: int
    mutant: Mutant
    run: Run
    check: str

    @property
    def rank(self) -> tuple[int, int]:
        """Smaller for what people write more easily."""
        place = LIKELIEST.index(self.mutant.operator) + LESS_LIKELY * self.mutant.place
        return place, self.number


@dataclass(frozen=True)
class Naming:
    """How much of what goes wrong has a name.

    Attributes:
        names: of the mistakes that are stored.
        slips: how many mutants fail a check.
        unnamed: those of them of which no mistake is named, the likeliest first; those that behave
            the same stand together.
        in_time: whether none of the mutants was stopped by the clock; else there may be more.
    """

    names: list[str]
    slips: int
    unnamed: list[list[Slip]]
    in_time: bool

    def __str__(self) -> str:
        named = f"{len(self.names)} named mistake{'s' * (len(self.names) != 1)}"
        count = sum(map(len, self.unnamed))
        return f"{named}; {count} of {self.slips} mutants would get a generic text"


def naming_of(exercise: CodeExercise) -> Naming:
    """Set the mutants' behaviours beside those of the stored mistakes.

    Args:
        exercise: with what it recognises.
    """
    known = exercise.known
    mutants = mutants_of(exercise.solution)
    runs = _runs(exercise, mutants)
    slips = list(_slips(mutants, runs))
    unnamed = [slip for slip in slips if not known or not explained_by(known, *slip.run)]
    stored = known.submissions if known else ()
    names = sorted({mistake.name for mistake in stored if mistake.verdict == "fail"})
    return Naming(names, len(slips), _groups(unnamed), None not in runs)


def _groups(slips: list[Slip]) -> list[list[Slip]]:
    groups: list[list[Slip]] = []
    for slip in sorted(slips, key=lambda slip: slip.rank):
        twins = (group for group in groups if same_run(slip.run, group[0].run))
        group = next(twins, None)
        if group is None:
            groups.append([slip])
        else:
            group.append(slip)
    return groups


def _slips(mutants: list[Mutant], runs: Sequence[Run | None]) -> Iterator[Slip]:
    for number, (mutant, run) in enumerate(zip(mutants, runs, strict=True), 1):
        first = run[0] if run else {}
        failed = [check for check, (verdict, _) in first.items() if verdict == "fail"]
        if run and failed:
            yield Slip(number, mutant, run, failed[0])


def _runs(exercise: CodeExercise, mutants: list[Mutant]) -> Sequence[Run | None]:
    """How each mutant behaves, or what is kept of that; None where the time was up."""
    key = _key(exercise)
    with suppress(ValueError, msgspec.MsgspecError):
        runs_kept = msgspec.json.decode(
            CACHE.read(key) or b"", type=list[tuple[Findings, Findings]]
        )
        return [run for _, run in zip(mutants, runs_kept, strict=True)]
    runs = _run_all(replace(exercise, known=None), mutants)
    if None not in runs:  # what ran out of time on a busy machine may not do so again
        CACHE.write(key, msgspec.json.encode(runs))
        CACHE.tidy()
    return runs


def _run_all(exercise: CodeExercise, mutants: list[Mutant]) -> list[Run | None]:
    def run_within(steps: int) -> Callable[[GraderProcess, Sequence[str]], list[Run | None]]:
        return lambda process, texts: [run for run, _ in _run(process, exercise, texts, steps)]

    texts = [mutant.text for mutant in mutants]
    with process_pool("tools.mutants.budget") as pool:
        with pool.process() as process:
            ((_, steps),) = _run(process, exercise, [exercise.solution])
        run = run_within(max(STEPS_LEAST, STEPS_MORE * steps))
        return [*chain.from_iterable(pool.each(run, list(batched(texts, AT_ONCE)), AT_ONCE))]


def _run(
    process: GraderProcess, exercise: CodeExercise, texts: Sequence[str], most: int = sys.maxsize
) -> Iterator[tuple[Run | None, int]]:
    """How each submission behaves, None if the time was up, and how many steps it made."""
    runs = [{"do": "behaviour", "submission": text, "steps": most} for text in texts]
    for reply in process.ask_each(exercise, runs):
        if isinstance(reply, Overtime):
            yield None, 0
        elif isinstance(reply, EOFError):
            yield ({}, {}), 0
        else:
            first, second = reply["behaviour"] if reply["steps"] <= most else ({}, {})
            yield (first, second), reply["steps"]


def _key(exercise: CodeExercise) -> str:
    texts = [exercise.solution, exercise.grader]
    parts = [code_digest(MAKERS), imported_digest(texts), str(exercise.seconds)]
    parts += [*exercise.defines, *texts]
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogateescape")).hexdigest()
