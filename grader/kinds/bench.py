"""What a run of the checks needs, and the runs that make sure of a recognised mistake."""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout, suppress
from dataclasses import dataclass
from types import FunctionType, SimpleNamespace
from typing import Any

import numpy as np

from grader.exercise import CodeExercise
from grader.expectations.checks import Check, checks_in, probes_in, run_checks, run_whole
from grader.expectations.recognition import SECOND_SEED, Findings, Shortlist, findings_of
from grader.expectations.step_limit import step_limit
from grader.failing_case.call_log import Calls
from grader.feedback.advice import GRADER_MODULE
from grader.files import GRADER_FILE, SOLUTION_FILE
from grader.isolation.clean_state import Output, clean_state
from grader.isolation.compilation import compile_quotable, compile_submission
from grader.isolation.definitions import parse_define, require_definitions
from grader.isolation.memory_reserve import make_room
from grader.isolation.source_text import Invalid, read_source
from grader.isolation.submission import fresh_namespace, owned, run_submission
from grader.isolation.trusted import NamesReplaced
from grader.values.show import silent
from grader.values.trace import encode_trace


@dataclass(frozen=True)
class Bench:
    """What a run of the checks needs."""

    checks: list[Check]
    probes: list[Check]
    learner: SimpleNamespace
    solution: SimpleNamespace


def set_up(
    exercise: CodeExercise,
    submission: Any,
    inspect: Callable[[], list[str]],
    namespace: dict[str, Any],
    calls: Calls | None = None,
) -> Bench:
    """Run the submission's top level, and get ready for the checks."""
    code = compile_submission(read_source(submission))
    grader, solution = _ours(exercise)
    run_submission(code, namespace)
    try:
        if inspect():
            raise NamesReplaced
        require_definitions(namespace, exercise.defines)
        learner = SimpleNamespace(**_learners(namespace, exercise.defines, calls))
    except MemoryError as error:  # in our own code: the submission holds all there is
        make_room(error, namespace)
        raise
    return Bench(checks_in(grader), probes_in(grader), learner, solution)


def run_again(
    exercise: CodeExercise,
    submission: Any,
    inspect: Callable[[], list[str]],
    seed: int = SECOND_SEED,
) -> Findings:
    """What comes of a second, silent run at another seed, with no check skipped, and the probes."""
    random.seed(seed)
    np.random.seed(seed)
    nowhere = Output(lambda text: None)
    with redirect_stdout(nowhere), redirect_stderr(nowhere), suppress(Invalid):
        bench = set_up(exercise, submission, inspect, fresh_namespace(silent()))
        run = run_whole([*bench.checks, *bench.probes], bench.learner, bench.solution, seed)
        return {name: (verdict, encode_trace(trace)) for name, verdict, trace in run}
    return {}


def behaviour_of(
    exercise: CodeExercise, submission: str, second_seed: int = SECOND_SEED
) -> tuple[Findings, Findings]:
    """What comes of a submission at seed 0 and at the second seed; empty if it cannot be run."""
    with clean_state(0) as state:
        attempt, inspect = state.trusted.attempt, state.trusted.inspect

        def run() -> tuple[Findings, Findings]:
            namespace = fresh_namespace(silent())
            bench = set_up(exercise, submission, inspect, namespace)
            first = findings_of(run_checks(bench.checks, bench.learner, bench.solution, 0))
            return first, run_again(exercise, submission, inspect, second_seed)

        behaviour, _ = attempt(run)
    return behaviour or ({}, {})


def names_of(exercise: CodeExercise, submissions: list[str]) -> list[list[str]]:
    """The stored submissions that each submission behaves like.

    For code that harms nobody, such as mutants: they share one state, and each ends as soon as it
    behaves like none.
    """
    with clean_state(0):
        return [_names_of(exercise, submission) for submission in submissions]


def _names_of(exercise: CodeExercise, submission: str) -> list[str]:
    if exercise.known is None:
        return []
    shortlist = Shortlist(exercise.known)
    with suppress(Invalid):
        namespace = fresh_namespace(silent())
        bench = set_up(exercise, submission, _nothing_replaced, namespace)
        with step_limit():
            outcomes = run_checks(
                bench.checks, bench.learner, bench.solution, 0, shortlist.is_empty_after
            )
        if len(outcomes) == len(bench.checks):
            return shortlist.confirmed(run_again(exercise, submission, _nothing_replaced))
    return []


def _nothing_replaced() -> list[str]:
    return []


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


def _ours(exercise: CodeExercise) -> tuple[dict[str, Any], SimpleNamespace]:
    """The exercise's grader.py and its solution, executed anew for every run."""
    solution: dict[str, Any] = {"__name__": "solution"}
    exec(compile_quotable(exercise.solution, SOLUTION_FILE), solution)
    grader: dict[str, Any] = {"__name__": GRADER_MODULE}
    exec(compile_quotable(exercise.grader, GRADER_FILE), grader)
    names = [parse_define(define)[0] for define in exercise.defines]
    return grader, SimpleNamespace(**{name: solution[name] for name in names})
