"""Mutants that behave the same: they are one mistake, and one more entry would name them all."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import chain

import msgspec

from grader.exercise import CodeExercise, Finding
from grader.expectations.step_limit import most_steps
from tools.common.cache import Cache
from tools.common.paths import ROOT
from tools.grading.dependencies import code_digest, imported_digest
from tools.grading.pool import in_batches, process_pool
from tools.grading.traces import same_findings
from tools.grading.worker import GraderProcess, Overtime
from tools.mutants.grading import AT_ONCE
from tools.mutants.make import Mutant, mutants_of
from tools.mutants.naming import Slip

CACHE = Cache(ROOT / ".cache" / "mutants", days=30)
MAKERS = ("tools.mutants.groups", "tools.mutants.budget")

Findings = dict[str, Finding]


def groups_of(exercise: CodeExercise, slips: Sequence[Slip]) -> tuple[list[list[Slip]], bool]:
    """Those that behave the same together, in both runs; in their order.

    Returns:
        The groups, and whether there was time for all of them. One that did not come to its end is
        by itself.
    """
    runs = _Runs(exercise, mutants_of(exercise.solution))
    groups = _groups(slips, runs.behaviours("first", [slip.number for slip in slips]))
    several = [slip.number for group in groups if len(group) > 1 for slip in group]
    seconds = runs.behaviours("second", several)
    parts = [part for group in groups for part in _groups(group, seconds)]
    return sorted(parts, key=lambda group: group[0].rank), runs.in_time


def _groups(slips: Sequence[Slip], behaviours: Mapping[int, Findings | None]) -> list[list[Slip]]:
    groups: list[tuple[Findings | None, list[Slip]]] = []
    for slip in slips:
        behaviour = behaviours.get(slip.number)
        same = (
            group
            for other, group in groups
            if behaviour and other and same_findings(behaviour, other)
        )
        group = next(same, None)
        if group is None:
            groups.append((behaviour, [slip]))
        else:
            group.append(slip)
    return [group for _, group in groups]


@dataclass
class _Kept:
    """What is kept of an exercise's mutants.

    Attributes:
        steps: that the solution makes.
        first: what came of mutants at seed 0, by number.
        second: the same at the second seed, where no check is skipped.
    """

    steps: int
    first: dict[int, Findings] = field(default_factory=dict)
    second: dict[int, Findings] = field(default_factory=dict)


class _Runs:
    """How mutants behave, each run once for all times.

    Attributes:
        in_time: whether none was stopped by the clock; what it was may not be so again.
    """

    def __init__(self, exercise: CodeExercise, mutants: Sequence[Mutant]) -> None:
        self._exercise = replace(exercise, known=None)
        self._texts = [mutant.text for mutant in mutants]
        self._key = _key(exercise)
        self._kept: _Kept | None = None
        self.in_time = True
        with suppress(ValueError, msgspec.MsgspecError):
            self._kept = msgspec.json.decode(CACHE.read(self._key) or b"", type=_Kept)

    def behaviours(self, which: str, numbers: Collection[int]) -> Mapping[int, Findings | None]:
        """What comes of some mutants in one of the two runs; None where the time was up."""
        kept: dict[int, Findings] = getattr(self._kept, which, {})
        new = [number for number in numbers if number not in kept]
        if not new:
            return kept
        found = dict(zip(new, self._run(which, [self._texts[n - 1] for n in new]), strict=True))
        in_time = {number: each for number, each in found.items() if each is not None}
        self.in_time &= len(in_time) == len(found)
        if self._kept:
            getattr(self._kept, which).update(in_time)
            CACHE.write(self._key, msgspec.json.encode(self._kept))
            CACHE.tidy()
        return {**kept, **found}

    def _run(self, which: str, texts: list[str]) -> Iterator[Findings | None]:
        with process_pool("tools.mutants.budget") as pool:
            if self._kept is None:
                with pool.process() as process:
                    solution = [self._exercise.solution]
                    (_, steps), *_ = _behave(process, self._exercise, "", solution)
                self._kept = _Kept(steps)
            most = most_steps(self._kept.steps)

            def run(process: GraderProcess, batch: Sequence[str]) -> list[Findings | None]:
                ran = _behave(process, self._exercise, which, batch, most)
                return [findings for findings, _ in ran]

            found = [*pool.each(run, in_batches(texts, AT_ONCE), AT_ONCE)]
        return chain.from_iterable(found)


def _behave(
    process: GraderProcess,
    exercise: CodeExercise,
    which: str,
    texts: Iterable[str],
    most: int = sys.maxsize,
) -> Iterator[tuple[Findings | None, int]]:
    """What comes of each text, None if the time was up, and how many steps it made."""
    runs = [{"do": "behaviour", "only": which, "submission": text, "steps": most} for text in texts]
    for reply in process.ask_each(exercise, runs):
        if isinstance(reply, Overtime):
            yield None, 0
        elif isinstance(reply, EOFError):
            yield {}, 0
        else:
            first, second = reply["behaviour"] if reply["steps"] <= most else ({}, {})
            yield second if which == "second" else first, reply["steps"]


def _key(exercise: CodeExercise) -> str:
    texts = [exercise.solution, exercise.grader]
    parts = [code_digest(MAKERS), imported_digest(texts), str(exercise.seconds)]
    parts += [*exercise.defines, *texts]
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogateescape")).hexdigest()
