"""An exercise's files graded for the contract: each once per seed, all before any rule looks."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from tools.course.folder import Loaded
from tools.grading.pool import Pool
from tools.grading.traces import Trace, trace_of, with_traces
from tools.grading.worker import GraderProcess
from tools.mutants.score import Score, score_of

SEEDS = range(5)


class Grading:
    """The Reports and traces of an exercise's files.

    Attributes:
        exercise: with the traces of its stored submissions.
        stuck: not even the solution can be graded, so that nothing else says anything.
    """

    def __init__(self, loaded: Loaded, pool: Pool) -> None:
        self._loaded, self._pool = loaded, pool
        self.exercise = loaded.exercise
        # Where the grader never ends, each further file would cost the whole time limit.
        self._reports = self._grade([(loaded.solution, 0)])
        self.stuck = self.report(loaded.solution)["verdict"] not in ("pass", "fail")
        if self.stuck:
            return
        self._traces = self._trace_all()
        traces = {one.path: self.trace(one.text, one.check) for one in loaded.stored}
        self.exercise = with_traces(loaded, traces)
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
        return None if self.stuck else score_of(self._loaded)

    def _trace_all(self) -> dict[tuple[str, str], Trace]:
        loaded = self._loaded
        stored = [one for one in loaded.stored if one.check and one.verdict in ("pass", "fail")]
        wanted = {(one.text, one.check): None for one in stored}
        wanted |= {(loaded.solution, one.check): None for one in stored}

        def trace(process: GraderProcess, one: tuple[str, str]) -> Trace:
            return trace_of(loaded.exercise, *one, process)

        return dict(zip(wanted, self._pool.each(trace, list(wanted)), strict=True))

    def _grade_all(self) -> dict[tuple[str, int], dict[str, Any]]:
        loaded = self._loaded
        # Files that end at the time limit come first, and the rest passes them by. At other
        # seeds they would cost the whole limit again and show nothing new.
        endless = [one.text for one in loaded.stored if one.verdict == "timeout"]
        others = [one.text for one in loaded.stored if one.verdict != "timeout"]
        wanted = {(text, 0): None for text in endless}
        for text in (loaded.solution, loaded.starter, *others):
            wanted |= {(text, seed): None for seed in SEEDS}

        return self._grade(list(wanted))

    def _grade(self, wanted: list[tuple[str, int]]) -> dict[tuple[str, int], dict[str, Any]]:
        # what else there is to say of a stored submission is said at seed 0
        whole = (self._loaded.solution, self._loaded.starter)

        def grade(process: GraderProcess, one: tuple[str, int]) -> dict[str, Any]:
            text, seed = one
            return process.grade(self.exercise, text, seed, stop=seed > 0 and text not in whole)

        return dict(zip(wanted, self._pool.each(grade, wanted), strict=True))
