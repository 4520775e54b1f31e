"""The Reports on all of an exercise's files: each once per seed, all before any rule looks."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from tools.course.kinds import CodeFolder
from tools.grading.pool import Pool
from tools.grading.traces import Trace, trace_of, with_traces
from tools.grading.worker import GraderProcess
from tools.mutants.score import Score, score_of

SEEDS = range(5)


class ExerciseReports:
    """The Reports and traces of an exercise's files.

    Attributes:
        exercise: with the traces of its stored submissions.
        gradable: whether the solution can be graded; if not, nothing else says anything.
    """

    def __init__(self, folder: CodeFolder, pool: Pool) -> None:
        self._folder, self._pool = folder, pool
        self.exercise = folder.exercise
        # Where the grader never ends, each further file would cost the whole time limit.
        self._reports = self._grade([(folder.solution, 0)])
        self.gradable = self.report(folder.solution)["verdict"] in ("pass", "fail")
        if not self.gradable:
            return
        self._traces = self._trace_all()
        traces = {stored.path: self.trace(stored.text, stored.check) for stored in folder.stored}
        self.exercise = with_traces(folder, traces)
        self._reports = self._grade_all()

    def report(self, text: str, seed: int = 0) -> dict[str, Any]:
        """The Report on a file."""
        return self._reports[text, seed]

    def trace(self, text: str, check: str) -> Trace:
        """The trace that a file leaves at a check; empty if no stored submission names it."""
        return self._traces.get((text, check), [])

    @cached_property
    def score(self) -> Score | None:
        """What became of the solution's mutants; None if the solution does not pass."""
        return score_of(self._folder) if self.gradable else None

    def _trace_all(self) -> dict[tuple[str, str], Trace]:
        folder = self._folder
        recognised = [
            stored
            for stored in folder.stored
            if stored.check and stored.verdict in ("pass", "fail")
        ]
        places = {(stored.text, stored.check): None for stored in recognised}
        places |= {(folder.solution, stored.check): None for stored in recognised}

        def trace(process: GraderProcess, place: tuple[str, str]) -> Trace:
            return trace_of(folder.exercise, *place, process)

        return dict(zip(places, self._pool.each(trace, list(places)), strict=True))

    def _grade_all(self) -> dict[tuple[str, int], dict[str, Any]]:
        folder = self._folder
        # Files that end at the time limit come first, and the rest passes them by. At other
        # seeds they would cost the whole limit again and show nothing new.
        endless = [stored.text for stored in folder.stored if stored.verdict == "timeout"]
        others = [stored.text for stored in folder.stored if stored.verdict != "timeout"]
        gradings = {(text, 0): None for text in endless}
        for text in (folder.solution, folder.starter, *others):
            gradings |= {(text, seed): None for seed in SEEDS}
        return self._grade(list(gradings))

    def _grade(self, gradings: list[tuple[str, int]]) -> dict[tuple[str, int], dict[str, Any]]:
        # what else there is to say of a stored submission is said at seed 0
        whole = (self._folder.solution, self._folder.starter)

        def grade(process: GraderProcess, grading: tuple[str, int]) -> dict[str, Any]:
            text, seed = grading
            return process.grade(self.exercise, text, seed, stop=seed > 0 and text not in whole)

        return dict(zip(gradings, self._pool.each(grade, gradings), strict=True))
