"""The grader: one pure function from (exercise, submission, seed) to a Report.

The same code runs in the learner's browser, under pytest and in the terminal. Standard library and
NumPy only; no network, no page logic, and no time limit: keeping one is the caller's job.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from grader.exercise import (
    Behaviour,
    ClassifyExercise,
    CodeExercise,
    Exercise,
    Item,
    Known,
    RecallExercise,
    RecognisedSubmission,
    exercise_from_data,
)
from grader.expectations.basic import (
    expect_between,
    expect_close,
    expect_equal,
    expect_several,
    expect_true,
    expect_unchanged,
    record,
)
from grader.expectations.call_growth import Counted, InTurn, expect_growth
from grader.expectations.calls import call_each
from grader.expectations.checks import check, probe
from grader.expectations.invariance import (
    expect_permutation_invariant,
    expect_scaling,
    expect_shift_invariant,
)
from grader.expectations.numerics import expect_gradient, expect_sums_to
from grader.expectations.purity import expect_arguments_kept, expect_no_global_random
from grader.expectations.recognition import Findings
from grader.expectations.statistics import expect_distribution, expect_frequencies, expect_mean
from grader.kinds.classify import grade_classify
from grader.kinds.code import RECOGNISING_SEED, grade_code
from grader.kinds.recall import grade_recall
from grader.report import CheckResult, Report, __version__, timeout_report

__all__ = [
    "Behaviour",
    "CheckResult",
    "ClassifyExercise",
    "CodeExercise",
    "Counted",
    "Exercise",
    "InTurn",
    "Item",
    "Known",
    "RecallExercise",
    "RecognisedSubmission",
    "Report",
    "__version__",
    "call_each",
    "check",
    "exercise_from_data",
    "expect_arguments_kept",
    "expect_between",
    "expect_close",
    "expect_distribution",
    "expect_equal",
    "expect_frequencies",
    "expect_gradient",
    "expect_growth",
    "expect_mean",
    "expect_no_global_random",
    "expect_permutation_invariant",
    "expect_scaling",
    "expect_several",
    "expect_shift_invariant",
    "expect_sums_to",
    "expect_true",
    "expect_unchanged",
    "grade",
    "grade_at_each",
    "probe",
    "record",
    "timeout_report",
]

_GRADERS: dict[type[Exercise], Callable[..., Report]] = {
    CodeExercise: grade_code,
    ClassifyExercise: grade_classify,
    RecallExercise: grade_recall,
}


def grade(
    exercise: Exercise,
    submission: Any,
    seed: int = 0,
    stop: bool = False,
    second: Findings | None = None,
) -> Report:
    """Grade a submission.

    Args:
        exercise: what is graded.
        submission: source text for ``code``; ``{item: {label, evidence, because}}`` for
            ``classify``; ``{card: rating}`` for ``recall``. Anything else is ``invalid``.
        seed: of the random inputs (code) or of the draw of items (classify).
        stop: for ``code``, end at the first failing check, where only the verdict is asked for.
        second: for ``code``, what came of the run that makes sure of a mistake, where that is
            known; else it is run if need be.

    Returns:
        A Report, whatever the submission is. Only a run that never ends gives none: the caller
        stops it and uses ``timeout_report``.
    """
    start = time.perf_counter()
    report = _GRADERS[type(exercise)](exercise, submission, seed, stop, second)
    report.seconds = round(time.perf_counter() - start, 4)
    return report


def grade_at_each(
    exercise: CodeExercise,
    submission: str,
    seeds: Iterable[int],
    stop: bool = False,
    second: Findings | None = None,
) -> list[Report]:
    """Grade code that harms nobody at several seeds, and only once where all is the same.

    Args:
        stop, second: as for ``grade``.
    """
    reports: list[Report] = []
    same: Report | None = None
    for seed in seeds:
        if same is not None and _recognises(exercise, seed) == _recognises(exercise, same.seed):
            reports.append(replace(same, seed=seed))
            continue
        start, comes_again = time.perf_counter(), list[bool]()
        report = grade_code(exercise, submission, seed, stop, second, comes_again.append)
        report.seconds = round(time.perf_counter() - start, 4)
        same = report if any(comes_again) else None
        reports.append(report)
    return reports


def _recognises(exercise: CodeExercise, seed: int) -> bool:
    return exercise.known is not None and seed == RECOGNISING_SEED
