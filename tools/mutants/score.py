"""The mutation score: the results of an exercise's mutants beside its ``[[equivalent]]``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from tools.course.kinds import CodeFolder
from tools.mutants.grading import OnProgress, Result, results_of
from tools.results.mutants_table import percent

MOST_DECLARED = 5
MOST_SHARE = 0.1  # of all mutants of the exercise


@dataclass
class Score:
    """The mutants of one exercise.

    Attributes:
        rejected: the grader tells them from the solution.
        remarks: they pass as a right way that the exercise has a remark on, so they do not count.
        declared: no input tells them apart, says the exercise.
        survivors: they pass, and nobody says that they may.
        broken: the grader failed on them.
        needless: positions in ``[[equivalent]]`` that excuse no mutant, with the reason.
    """

    exercise: str
    rejected: list[Result] = field(default_factory=list)
    remarks: list[Result] = field(default_factory=list)
    declared: list[Result] = field(default_factory=list)
    survivors: list[Result] = field(default_factory=list)
    broken: list[Result] = field(default_factory=list)
    needless: dict[int, str] = field(default_factory=dict)

    @property
    def mutants(self) -> int:
        """The number of all mutants."""
        lists = (self.rejected, self.remarks, self.declared, self.survivors, self.broken)
        return sum(map(len, lists))

    @property
    def value(self) -> float:
        """Share of the mutants that count which are rejected."""
        count = len(self.rejected) + len(self.survivors) + len(self.broken)
        return len(self.rejected) / count if count else 1.0

    @property
    def allowed(self) -> int:
        """How many mutants may be declared."""
        return min(MOST_DECLARED, int(MOST_SHARE * self.mutants))

    def counts(self) -> dict[str, Any]:
        """The numbers that are kept of the exercise."""
        return {
            "mutants": self.mutants,
            "rejected": len(self.rejected),
            "remarks": len(self.remarks),
            "declared": len(self.declared),
            "score": self.value,
            "by": dict(Counter(result.by for result in self.rejected)),
        }

    def __str__(self) -> str:
        counts = [f"{self.mutants} mutants", f"{len(self.rejected)} rejected"]
        for name, results in (
            ("declared equivalent", self.declared),
            ("a right way", self.remarks),
        ):
            counts += [f"{len(results)} {name}"] if results else []
        counts += [f"{len(self.survivors)} passed"] if self.survivors else []
        counts += [f"{len(self.broken)} broke the grader"] if self.broken else []
        return f"{self.exercise}: mutation score {percent(self.value)} ({', '.join(counts)})"


def score_of(
    exercise: CodeFolder, on_progress: OnProgress = lambda done, total: None
) -> Score | None:
    """Grade an exercise's mutants, or look their results up; None if its solution is wrong."""
    results = results_of(exercise, on_progress)
    return None if results is None else score_from(exercise, results)


def score_from(exercise: CodeFolder, results: Iterable[Result]) -> Score:
    """The score from what became of the mutants."""
    score = Score(exercise.id)
    declared = [normal_diff(mutant.change) for mutant in exercise.equivalent]
    reasons: dict[int, str] = {}
    for result in results:
        matches = [place for place, diff in enumerate(declared) if _same(diff, result.mutant.diff)]
        excused = result.verdict == "survived" and matches
        _list(score, result, bool(excused)).append(result)
        for place in matches:
            reasons[place] = "" if excused else reasons.get(place, _why_needless(result))
    for place in range(len(declared)):
        reason = reasons.get(place, "no mutant has this diff (any more)")
        if reason:
            score.needless[place] = reason
    return score


def normal_diff(diff: str) -> list[str]:
    """A diff without empty lines and white space, so that authors may indent it as they like."""
    lines = [line.strip() for line in diff.strip().splitlines() if line.strip()]
    return [f"{line[0]}{line[1:].strip()}" for line in lines]


def _same(declared: list[str], diff: str) -> bool:
    # The first line names the function; it may be left out.
    lines = normal_diff(diff)
    return declared == (lines if declared[0].startswith("@@") else lines[1:])


def _list(score: Score, result: Result, excused: bool) -> list[Result]:
    if excused:
        return score.declared
    lists = {"rejected": score.rejected, "remark": score.remarks, "broken": score.broken}
    return lists.get(result.verdict, score.survivors)


def _why_needless(result: Result) -> str:
    if result.verdict == "rejected":
        return f"the grader does reject this mutant ({result.by})"
    if result.verdict == "remark":
        return f"this mutant passes with the remark {result.by} and needs no excuse"
    return "the grader failed on this mutant"
