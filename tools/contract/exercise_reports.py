"""The Reports on all of an exercise's files: each once per seed, all before any rule looks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, suppress
from functools import cached_property
from typing import Any

from grader.exercise import CodeExercise
from grader.kinds.code import MOST_SHARE
from tools.course.embeds import code_blocks
from tools.course.kinds import CodeFolder
from tools.course.sizes import forms_of, smallest_of
from tools.grading.answers import KeptAnswers
from tools.grading.pool import Pool
from tools.grading.traces import (
    KeptRuns,
    Run,
    graded_by,
    recognised_texts,
    recognises_all,
    with_runs,
)
from tools.grading.worker import GraderProcess
from tools.mutants.look_alikes import LookAlike, look_alikes_of
from tools.mutants.score import Score, score_of

SEEDS = range(5)


class ExerciseReports:
    """The Reports and traces of an exercise's files.

    Attributes:
        exercise: with the traces of its stored submissions.
        gradable: whether the solution passes; if not, nothing else says anything.
        seeds: with which the files are graded.

    Args:
        thorough: whether mutants and copied answers are graded too, and all with other seeds than
            0, which takes ten times as long as the rest.
    """

    def __init__(self, folder: CodeFolder, pool: Pool, *, thorough: bool = True) -> None:
        self._folder, self._pool, self._thorough = folder, pool, thorough
        self.seeds = SEEDS if thorough else SEEDS[:1]
        self._answers = KeptAnswers(folder, "reports", __name__)
        self.exercise, self._short = folder.exercise, folder.exercise.seconds
        # Where the grader never ends, each further file would cost the whole time limit.
        self._reports = self._grade([(folder.solution, 0)])
        self.gradable = self.report(folder.solution)["verdict"] == "pass"
        if not self.gradable:
            return
        self._runs = self._run_all()
        self.exercise = with_runs(folder, self._runs)
        # from here on a clock decides whether there is time to make sure of what is recognised
        self._short *= MOST_SHARE if recognises_all(folder, self.exercise) else 0.0
        self._reports = self._grade_all()
        self._answers.save()

    def report(self, text: str, seed: int = 0) -> dict[str, Any]:
        """The Report on a file."""
        return self._reports[text, seed]

    def run(self, text: str) -> Run:
        """How a file behaves; empty if it is not one that is recognised."""
        return self._runs.get(text, ({}, {}))

    @property
    def scored(self) -> Score | None:
        """The mutation score, if a rule has asked for it."""
        score: Score | None = self.__dict__.get("score")
        return score

    @cached_property
    def with_half_the_room(self) -> dict[str, Any]:
        """The Report on the solution with half of the room for calls that a browser has."""
        exercise, text = self._folder.exercise, self._folder.solution
        question = ["half the room", *graded_by(exercise), text]

        def grade() -> dict[str, Any]:
            process = GraderProcess("tools.grading.half_room")
            with closing(process):
                return process.grade(exercise, text)

        report: dict[str, Any] = self._answers.get(question, grade, self._lasts(text, self._short))
        self._answers.save()
        return report

    @cached_property
    def score(self) -> Score | None:
        """What became of the solution's mutants; None if none was graded."""
        return score_of(self._folder) if self.gradable and self._thorough else None

    @cached_property
    def look_alikes(self) -> list[LookAlike]:
        """Mutants that get the name of a mistake which they do not make."""
        return look_alikes_of(self._folder, self.exercise) if self._thorough else []

    @cached_property
    def copies(self) -> dict[str, list[Any]]:
        """Which submissions pass that copy answers, as ``grader.kinds.copies`` has it."""
        # nothing that runs to no end passes
        return self._about("copies", seeds=[*SEEDS[1:]]) or {"hard_coders": [], "seeds": []}

    @cached_property
    def sizes(self) -> list[dict[str, Any]] | None:
        """Sizes for which no check asks, as ``grader.kinds.sizes`` has it; None if nobody asked."""
        prompt = self._folder.prompt
        found: list[dict[str, Any]] | None = self._about(
            "sizes", forms=forms_of(prompt), smallest=smallest_of(prompt)
        )
        return found

    def _about(self, what: str, **values: Any) -> Any:
        """What comes of submissions that stand in for the solution; None if they never end."""
        if not self._thorough:
            return None
        exercise = self._folder.exercise
        values["examples"] = [block for block, _ in code_blocks(self._folder.prompt)]
        request = {"do": what, "exercise": exercise.data(), **values}
        runs = len(SEEDS) + len(values["examples"])
        runs += len(self.report(exercise.solution)["checks"]) + len(values.get("forms", ()))
        question = [what, *graded_by(exercise), values]
        try:
            with self._pool.process() as process:
                answer = self._answers.get(
                    question, lambda: process.ask(request, runs * exercise.seconds)[what]
                )
        except (TimeoutError, EOFError):
            return None
        self._answers.save()
        return answer

    def _run_all(self) -> dict[str, Run]:
        texts = recognised_texts(self._folder)
        kept_runs = KeptRuns(self._folder)

        def run(process: GraderProcess, text: str) -> Run:
            return kept_runs.run_of(text, process)

        runs = dict(zip(texts, self._pool.each(run, texts), strict=True))
        kept_runs.save()
        return runs

    def _grade_all(self) -> dict[tuple[str, int], dict[str, Any]]:
        folder = self._folder
        # Files that end at the time limit come first, and the rest passes them by. At other
        # seeds they would cost the whole limit again and show nothing new.
        endless = [stored.text for stored in folder.stored if stored.verdict == "timeout"]
        stored_texts = [
            text for stored in folder.stored if stored.verdict != "timeout" for text in stored.texts
        ]
        own_texts = folder.solution, folder.starter
        at_all_seeds = [(text, seed) for text in own_texts for seed in self.seeds]
        reports = self._grade([*((text, 0) for text in endless + stored_texts), *at_all_seeds])
        # what else there is to say of a stored submission is said at seed 0
        remaining = [text for text in dict.fromkeys(stored_texts) if text not in own_texts]
        at_once = len(self.seeds) - 1
        for text, verdicts in zip(
            remaining, self._pool.each(self._verdicts, remaining, at_once), strict=True
        ):
            reports |= {(text, seed): verdict for seed, verdict in verdicts.items()}
        return reports

    def _grade(self, gradings: list[tuple[str, int]]) -> dict[tuple[str, int], dict[str, Any]]:
        def grade(process: GraderProcess, grading: tuple[str, int]) -> dict[str, Any]:
            return self._report(self.exercise, *grading, process)

        different = list(dict.fromkeys(gradings))
        return dict(zip(different, self._pool.each(grade, different), strict=True))

    def _report(
        self, exercise: CodeExercise, text: str, seed: int, process: GraderProcess
    ) -> dict[str, Any]:
        question = [exercise.version, text, seed]  # what it recognises, too, comes from the files
        report: dict[str, Any] = self._answers.get(
            question, lambda: process.grade(exercise, text, seed), self._lasts(text, self._short)
        )
        return report

    def _verdicts(self, process: GraderProcess, text: str) -> dict[int, dict[str, Any]]:
        """Reports at the other seeds that end at the first failing check, and recognise nothing."""
        exercise, seeds = self._folder.exercise, self.seeds[1:]
        lasts = self._lasts(text, exercise.seconds)
        reports = self._answers.get(
            [*graded_by(exercise), text, *seeds],
            lambda: [*self._at_seeds(process, text, seeds)],
            lambda reports: all(map(lasts, reports)),
        )
        return dict(zip(seeds, reports, strict=True))

    def _at_seeds(
        self, process: GraderProcess, text: str, seeds: Sequence[int]
    ) -> Iterator[dict[str, Any]]:
        exercise = self._folder.exercise
        runs = [{"do": "grade", "submission": text, "seed": seed, "stop": True} for seed in seeds]
        hostile = {stored.text for stored in self._folder.stored if stored.verdict == "invalid"}
        with suppress(TimeoutError, EOFError):
            if text not in hostile:  # it may leave behind what changes its next verdict
                replies = process.ask_together(exercise, runs)
                return (reply["report"] for reply in replies)
        return (process.grade(exercise, text, seed, stop=True) for seed in seeds)

    def _lasts(self, text: str, short: float) -> Callable[[dict[str, Any]], bool]:
        """Whether no clock had a part in a Report: what ran out of time on a busy machine may have
        time enough on a quiet one.

        Args:
            short: less than so many seconds make no difference.
        """
        endless = {stored.text for stored in self._folder.stored if stored.verdict == "timeout"}
        return lambda report: text in endless or report["seconds"] < short
