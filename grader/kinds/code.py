"""Grading a code exercise: read, run, check; every way to go wrong ends in a verdict."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Any

from grader.exercise import CodeExercise
from grader.expectations.checks import (
    Outcome,
    run_checks,
)
from grader.expectations.recognition import (
    Findings,
    recognise,
)
from grader.failing_case.assemble import Setting
from grader.failing_case.call_log import Calls
from grader.failing_case.from_call import call_case
from grader.failing_case.from_check import check_case
from grader.feedback.exceptions import EVERYTHING, is_learners, learner_line, sentence, words_of
from grader.feedback.short_loops import short_loop
from grader.isolation.clean_state import clean_state
from grader.isolation.memory_reserve import make_room
from grader.isolation.source_text import Invalid, read_source
from grader.isolation.submission import fresh_namespace
from grader.isolation.trusted import NamesReplaced
from grader.kinds.bench import run_again, set_up
from grader.report import Report, report_for
from grader.values.show import silent

RECOGNISING_SEED = 0  # at which mistakes are recognised
MOST_SHARE = 0.4  # of the time limit, after which a submission is not run again
OUR_FAULT = (
    "The grader itself failed. That is our mistake, not yours: your submission is kept, "
    "and it does not count as an attempt."
)


def grade_code(
    exercise: CodeExercise,
    submission: Any,
    seed: int = 0,
    stop: bool = False,
    second: Findings | None = None,
    on_run: Callable[[bool], None] | None = None,
) -> Report:
    """Grade the source text of a submission.

    Args:
        stop: whether it ends at the first failing check.
        second: what came of its second run, if that is known.
        on_run: called after the checks of code that harms nobody, with whether all of them come to
            the same at every seed.
    """
    with clean_state(seed) as state:
        attempt, inspect = state.trusted.attempt, state.trusted.inspect
        report, error = attempt(
            lambda: _graded(exercise, submission, seed, inspect, stop, second, on_run)
        )
        if state.replaced:
            report = _tampered(exercise, seed, state.replaced)
        elif report is None:
            report = _stopped(exercise, seed, error)
    report.stdout, report.stdout_cut = state.output.text(), state.output.cut
    return report


def _graded(
    exercise: CodeExercise,
    submission: Any,
    seed: int,
    inspect: Callable[[], list[str]],
    stop: bool,
    second: Findings | None,
    on_run: Callable[[bool], None] | None,
) -> Report:
    namespace = fresh_namespace(silent())
    # A caller that wants the verdict alone needs no failing case.
    calls = None if stop else Calls()
    stops = _has_failed if stop else _never
    start = time.process_time()
    bench = set_up(exercise, submission, inspect, namespace, calls)
    remains = bench.remains() if on_run else None
    try:
        outcomes = run_checks(bench.checks, bench.learner, bench.solution, seed, stops, calls)
    except MemoryError as error:  # in our own code: the submission holds all there is
        make_room(error, namespace)
        raise
    if any(outcome.result.found == "raised MemoryError" for outcome in outcomes):
        namespace.clear()  # it may hold all of it still
    if inspect():
        raise NamesReplaced
    if on_run and remains:
        names = [outcome.result.name for outcome in outcomes if outcome.result.verdict != "skip"]
        on_run(remains.are_none and remains.are_fixed(names))
    if not stop:
        _add_cases(exercise, submission, namespace, outcomes)
    if (
        exercise.known
        and seed == RECOGNISING_SEED
        and not (stop and any(map(_has_failed, outcomes)))
    ):
        is_short = time.process_time() - start < MOST_SHARE * exercise.seconds
        run = (
            partial(_run_again, exercise, submission, inspect) if second is None else lambda: second
        )
        recognise(outcomes, exercise.known, run if is_short else _no_time)
    if not stop:
        _add_note(submission, outcomes)
    return report_of(exercise, seed, outcomes)


def _run_again(
    exercise: CodeExercise, submission: Any, inspect: Callable[[], list[str]]
) -> Findings:
    findings = run_again(exercise, submission, inspect)
    if inspect():
        raise NamesReplaced
    return findings


def _has_failed(outcome: Outcome) -> bool:
    return outcome.result.verdict == "fail"


def _never(outcome: Outcome) -> bool:
    return False


def _no_time() -> None:
    """A submission that used much of its time is not run again: that could cost it the verdict."""


def _add_cases(
    exercise: CodeExercise, submission: Any, namespace: dict[str, Any], outcomes: list[Outcome]
) -> None:
    """Give each failed check the source that repeats it, where that can be written."""
    failures = [(outcome.result, outcome.failure) for outcome in outcomes if outcome.failure]
    if not failures:
        return
    with suppress(EVERYTHING):  # it is a help; no verdict hangs on it
        setting = Setting(exercise.grader, exercise.defines, read_source(submission), namespace)
        for result, failure in failures:
            result.case = call_case(failure, setting) or check_case(failure, setting)


def _add_note(submission: Any, outcomes: list[Outcome]) -> None:
    """Tell of a loop that ends too soon, where no mistake has been named."""
    results = [outcome.result for outcome in outcomes if _has_failed(outcome)]
    if results and not any(result.certain for result in results):
        with suppress(EVERYTHING):  # it is a help; no verdict hangs on it
            note = short_loop(read_source(submission))
            results[0].feedback = " ".join(filter(None, [results[0].feedback, note]))


def report_of(exercise: CodeExercise, seed: int, outcomes: list[Outcome]) -> Report:
    """The Report of checks that have run."""
    results = [outcome.result for outcome in outcomes]
    failed = list(filter(_has_failed, outcomes))
    if not failed:
        remarks = [result.feedback for result in results if result.misconception]
        feedback = " ".join(remarks) or f"All {len(results)} checks pass."
        return report_for(exercise, seed, "pass", feedback, checks=results)
    # Checks stand in the order in which causes come before effects. Mistakes that explain all that
    # failed are all told; otherwise the first check that failed is.
    named = [outcome for outcome in failed if outcome.result.certain] or failed[:1]
    return report_for(
        exercise,
        seed,
        "fail",
        " ".join(outcome.result.feedback for outcome in named),
        line=named[0].line,
        checks=results,
        python=named[0].python,
    )


def _stopped(exercise: CodeExercise, seed: int, error: Any) -> Report:
    # Outside any check, but in the learner's code (a hostile value, say), or for want of memory.
    if is_learners(error) or issubclass(type(error), MemoryError):
        line = learner_line(error)
        feedback = sentence("Your code raised", error, line)
        words = words_of(error)
        return report_for(exercise, seed, "invalid", feedback, line=line, python=words)
    if type(error) is Invalid:
        return report_for(
            exercise, seed, "invalid", error.feedback, line=error.line, python=error.python
        )
    words = words_of(error, files=None)
    return report_for(exercise, seed, "internal_error", OUR_FAULT, python=words)


def _tampered(exercise: CodeExercise, seed: int, replaced: list[str]) -> Report:
    names = ", ".join(replaced[:5]) + (", …" if len(replaced) > 5 else "")
    feedback = (
        f"Your code replaced {names}, which the grader needs. "
        "Choose other names and leave Python's and NumPy's own as they are."
    )
    return report_for(exercise, seed, "invalid", feedback)
