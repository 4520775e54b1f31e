"""Grading a code exercise: read, run, check; every way to go wrong ends in a verdict."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from types import FunctionType, SimpleNamespace
from typing import Any

from grader.exercise import CodeExercise
from grader.expectations.checks import Check, Outcome, checks_in, run_checks
from grader.failing_case.assemble import Setting
from grader.failing_case.call_log import Calls
from grader.failing_case.from_call import call_case
from grader.failing_case.from_check import check_case
from grader.feedback.advice import GRADER_MODULE
from grader.feedback.exceptions import EVERYTHING, is_learners, learner_line, sentence, words_of
from grader.files import GRADER_FILE, SOLUTION_FILE
from grader.isolation.clean_state import clean_state
from grader.isolation.compilation import compile_quotable, compile_submission
from grader.isolation.definitions import parse_define, require_definitions
from grader.isolation.memory_reserve import make_room
from grader.isolation.source_text import Invalid, read_source
from grader.isolation.submission import fresh_namespace, owned, run_submission
from grader.isolation.trusted import NamesReplaced
from grader.report import Report, report_for
from grader.values.trace import encode_trace

OUR_FAULT = (
    "The grader itself failed. That is our mistake, not yours: your submission is kept, "
    "and it does not count as an attempt."
)


def grade_code(
    exercise: CodeExercise, submission: Any, seed: int = 0, stop: bool = False
) -> Report:
    """Grade the source text of a submission; ``stop`` ends it at the first failing check."""
    with clean_state(seed) as state:
        attempt, inspect = state.trusted.attempt, state.trusted.inspect
        report, error = attempt(lambda: _graded(exercise, submission, seed, inspect, stop))
        if state.replaced:
            report = _tampered(exercise, seed, state.replaced)
        elif report is None:
            report = _stopped(exercise, seed, error)
    report.stdout, report.stdout_cut = state.output.text(), state.output.cut
    return report


def trace_at(exercise: CodeExercise, submission: str, check: str, seed: int = 0) -> list[list[Any]]:
    """The encoded trace that a submission leaves at one check; empty if it is not reached."""
    with clean_state(seed) as state:
        attempt, inspect = state.trusted.attempt, state.trusted.inspect
        namespace = fresh_namespace(_show_nothing)
        outcomes, _ = attempt(lambda: _outcomes(exercise, submission, seed, inspect, namespace))
    traces = [outcome.trace for outcome in outcomes or () if outcome.result.name == check]
    return encode_trace(traces[0]) if traces else []


def _graded(
    exercise: CodeExercise,
    submission: Any,
    seed: int,
    inspect: Callable[[], list[str]],
    stop: bool,
) -> Report:
    namespace = fresh_namespace(_show_nothing)
    # A caller that wants the verdict alone needs no failing case.
    calls = None if stop else Calls()
    outcomes = _outcomes(exercise, submission, seed, inspect, namespace, stop, calls)
    if inspect():
        raise NamesReplaced
    if not stop:
        _add_cases(exercise, submission, namespace, outcomes)
    return _report(exercise, seed, outcomes)


def _outcomes(
    exercise: CodeExercise,
    submission: Any,
    seed: int,
    inspect: Callable[[], list[str]],
    namespace: dict[str, Any],
    stop: bool = False,
    calls: Calls | None = None,
) -> list[Outcome]:
    code = compile_submission(read_source(submission))
    checks, solution = _ours(exercise)
    run_submission(code, namespace)
    try:
        if inspect():
            raise NamesReplaced
        require_definitions(namespace, exercise.defines)
        learner = SimpleNamespace(**_learners(namespace, exercise.defines, calls))
        return run_checks(checks, learner, solution, seed, exercise.known, stop, calls)
    except MemoryError as error:  # in our own code: the submission holds all there is
        make_room(error, namespace)
        raise


def _show_nothing(*values: Any, **options: Any) -> None:
    """``show`` draws in Run; here it is not in the way."""


def _learners(
    namespace: dict[str, Any], defines: tuple[str, ...], calls: Calls | None
) -> dict[str, Any]:
    """What the submission has to define; calls of its functions are noted."""
    parsed = [parse_define(define) for define in defines]
    values = {
        name: namespace[name] if parameters is None else owned(namespace[name])
        for name, parameters in parsed
    }
    if calls is None:
        return values
    return {
        name: calls.watched(name, value) if type(value) is FunctionType else value
        for name, value in values.items()
    }


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


def _ours(exercise: CodeExercise) -> tuple[list[Check], SimpleNamespace]:
    """The exercise's checks and its solution, executed anew for every run."""
    solution: dict[str, Any] = {"__name__": "solution"}
    exec(compile_quotable(exercise.solution, SOLUTION_FILE), solution)
    grader: dict[str, Any] = {"__name__": GRADER_MODULE}
    exec(compile_quotable(exercise.grader, GRADER_FILE), grader)
    names = [parse_define(define)[0] for define in exercise.defines]
    return checks_in(grader), SimpleNamespace(**{name: solution[name] for name in names})


def _report(exercise: CodeExercise, seed: int, outcomes: list[Outcome]) -> Report:
    results = [outcome.result for outcome in outcomes]
    failed = [outcome for outcome in outcomes if outcome.result.verdict == "fail"]
    if not failed:
        remarks = [result.feedback for result in results if result.misconception]
        feedback = " ".join(remarks) or f"All {len(results)} checks pass."
        return report_for(exercise, seed, "pass", feedback, checks=results)
    # A recognised mistake says more than the first check that happens to notice it.
    first = next((outcome for outcome in failed if outcome.result.misconception), failed[0])
    return report_for(
        exercise,
        seed,
        "fail",
        first.result.feedback,
        line=first.line,
        checks=results,
        python=first.python,
    )


def _stopped(exercise: CodeExercise, seed: int, error: Any) -> Report:
    # Outside any check, but in the learner's code (a hostile value, say), or for want of memory.
    if is_learners(error) or isinstance(error, MemoryError):
        line = learner_line(error)
        feedback = sentence("Your code raised", error, line)
        words = words_of(error)
        return report_for(exercise, seed, "invalid", feedback, line=line, python=words)
    if isinstance(error, Invalid):
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
