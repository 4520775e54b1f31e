"""The Reports on all of an exercise's files: each once per seed, all before any rule looks."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from functools import cached_property, partial
from itertools import chain, islice
from typing import Any

from grader.kinds.code import MOST_SHARE
from tools.course.embeds import code_blocks
from tools.course.kinds import CodeFolder
from tools.course.sizes import forms_of, smallest_of
from tools.course.submissions import Stored
from tools.grading.answers import KeptAnswers
from tools.grading.pool import AT_ONCE, Pool, in_batches
from tools.grading.traces import (
    Run,
    graded_by,
    is_recognised,
    kept_runs,
    recognises_all,
    same_run,
    with_runs,
)
from tools.grading.worker import GraderProcess
from tools.mutants.grading import Result, results_of
from tools.mutants.look_alikes import NamedMutant, named_mutants_of
from tools.mutants.naming import Naming, naming_of
from tools.mutants.score import Score, score_from

SEEDS = range(5)

Grading = tuple[str, int]  # a text and a seed


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
        self._runs: dict[str, Run] = {}
        # Where the grader never ends, each further file would cost the whole time limit.
        self._reports = self._grade([(folder.solution, 0)])
        self.gradable = self.report(folder.solution)["verdict"] == "pass"
        if not self.gradable:
            return
        self._runs = kept_runs(folder, pool)
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

    @cached_property
    def twins(self) -> list[tuple[Stored, Stored]]:
        """Each submission that behaves as one before it, with this one.

        One that passes is not among them: it is the verdict that is wrong.
        """
        right = Stored("the solution", "solution.py", "pass", self._folder.solution)
        earlier = [(right, self.run(right.text))]
        pairs: list[tuple[Stored, Stored]] = []
        for stored in filter(is_recognised, self._folder.stored):
            candidates = [each for each in earlier if each[0].name != stored.name]
            runs = [run for run in map(self.run, stored.texts) if run[0]]
            earlier += [(stored, run) for run in map(self.run, stored.texts)]
            if self.report(stored.text)["verdict"] == stored.verdict:
                twins = (
                    (stored, candidate)
                    for run in runs
                    for candidate, earlier_run in candidates
                    if same_run(run, earlier_run)
                )
                pairs += islice(twins, 1)
        return pairs

    @property
    def scored(self) -> Score | None:
        """The mutation score, if a rule has asked for it."""
        score: Score | None = self.__dict__.get("score")
        return score

    @cached_property
    def naming(self) -> Naming:
        """How many of the mutants have the name of a mistake."""
        return naming_of(self._folder, self.mutants or [], self.named_mutants)

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
    def mutants(self) -> list[Result] | None:
        """What became of the solution's mutants; None if none was graded."""
        return results_of(self._folder) if self.gradable and self._thorough else None

    @cached_property
    def score(self) -> Score | None:
        """The mutation score; None if no mutant was graded."""
        return None if self.mutants is None else score_from(self._folder, self.mutants)

    @cached_property
    def named_mutants(self) -> list[NamedMutant]:
        """Mutants that get the name of a mistake, be it theirs or not."""
        if self.mutants is None:
            return []
        return named_mutants_of(self._folder, self.exercise, self.mutants, self._pool)

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
        remaining = [text for text in stored_texts if text not in own_texts]
        others = [(text, seed) for text in remaining for seed in self.seeds[1:]]
        return reports | self._grade(others, stop=True)

    def _grade(
        self, gradings: list[Grading], *, stop: bool = False
    ) -> dict[Grading, dict[str, Any]]:
        """Reports, one for each text and seed.

        Args:
            stop: whether they end at the first failing check, and recognise nothing.
        """
        # what may not end is on its own, and so is what may change the verdict on the next
        stored = self._folder.stored
        apart = {each.text for each in stored if each.verdict in ("invalid", "timeout")}
        different = dict.fromkeys(gradings)
        batches = [[grading] for grading in different if grading[0] in apart]
        # those of a text side by side: what is the same at every seed is then run once
        together: dict[str, list[Grading]] = {}
        for grading in different:
            if grading[0] not in apart:
                together.setdefault(grading[0], []).append(grading)
        batches += [[*chain.from_iterable(part)] for part in in_batches([*together.values()])]
        reports = self._pool.each(partial(self._look_up, stop), batches, AT_ONCE)
        return dict(zip(chain.from_iterable(batches), chain.from_iterable(reports), strict=True))

    def _look_up(
        self, stop: bool, process: GraderProcess, batch: list[Grading]
    ) -> list[dict[str, Any]]:
        exercise = self._folder.exercise if stop else self.exercise
        # what it recognises, too, comes from the files
        graded = graded_by(exercise) if stop else [exercise.version]
        short = exercise.seconds if stop else self._short
        seconds = {text: self.run(text)[1] for text, _ in batch if self.run(text)[1]}
        return self._answers.get_each(
            [[*graded, *grading] for grading in batch],
            lambda new: process.grade_each(
                exercise, [batch[place] for place in new], seconds, stop=stop
            ),
            self._lasts(batch[0][0], short),
        )

    def _lasts(self, text: str, short: float) -> Callable[[dict[str, Any]], bool]:
        """Whether no clock had a part in a Report: what ran out of time on a busy machine may have
        time enough on a quiet one.

        Args:
            short: less than so many seconds make no difference.
        """
        endless = {stored.text for stored in self._folder.stored if stored.verdict == "timeout"}
        return lambda report: text in endless or report["seconds"] < short
