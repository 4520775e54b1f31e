"""What a run of the checks needs, and the runs that make sure of a recognised mistake."""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import redirect_stderr, redirect_stdout, suppress
from dataclasses import dataclass
from functools import partial
from types import FunctionType, MappingProxyType, SimpleNamespace
from typing import Any

import numpy as np

from grader.exercise import CodeExercise, Finding
from grader.expectations.checks import Check, checks_in, probes_in, run_checks, run_whole
from grader.expectations.few_lines import few_lines
from grader.expectations.recognition import SECOND_SEED, Findings, findings_of
from grader.expectations.step_limit import MOST_STEPS, Steps, step_limit
from grader.failing_case.call_log import Calls
from grader.feedback.advice import GRADER_MODULE
from grader.files import GRADER_FILE, SOLUTION_FILE
from grader.isolation.clean_state import Output, clean_state
from grader.isolation.compilation import compile_quotable, compile_submission
from grader.isolation.definitions import parse_define, require_definitions
from grader.isolation.memory_reserve import make_room
from grader.isolation.source_text import Invalid, read_source
from grader.isolation.submission import fresh_namespace, own_value, run_submission
from grader.isolation.trusted import NamesReplaced
from grader.kinds.repeats import Remains
from grader.values.show import silent
from grader.values.trace import encode_trace


@dataclass(frozen=True)
class Bench:
    """What a run of the checks needs.

    Attributes:
        remains: what the run could leave behind.
    """

    checks: list[Check]
    probes: list[Check]
    learner: SimpleNamespace
    solution: SimpleNamespace
    remains: Callable[[], Remains]


def set_up(
    exercise: CodeExercise,
    submission: Any,
    inspect: Callable[[], list[str]],
    namespace: dict[str, Any],
    calls: Calls | None = None,
) -> Bench:
    """Run the submission's top level, and get ready for the checks."""
    text = read_source(submission)
    code = compile_submission(text)
    checks = list(checks_on_the_text(exercise, text))
    grader, solution = execute_ours(exercise)
    run_submission(code, namespace)
    try:
        if inspect():
            raise NamesReplaced
        require_definitions(namespace, exercise.defines)
        learner = SimpleNamespace(**_learners(namespace, exercise.defines, calls))
    except MemoryError as error:  # in our own code: the submission holds all there is
        make_room(error, namespace)
        raise
    checks = [*checks_in(grader), *checks]
    probes = probes_in(grader)
    remains = partial(Remains, [*checks, *probes], grader, namespace)
    return Bench(checks, probes, learner, solution, remains)


def checks_on_the_text(exercise: CodeExercise, text: str) -> Iterator[Check]:
    """The checks that need no more than the text."""
    if exercise.changed_lines is not None:
        yield few_lines(exercise.starter, text, exercise.changed_lines)


def run_again(
    exercise: CodeExercise,
    submission: Any,
    inspect: Callable[[], list[str]],
    same: Mapping[str, Finding] = MappingProxyType({}),
) -> Findings:
    """What comes of a second, silent run at another seed, with no check skipped, and the probes.

    Args:
        same: what is known to come again.
    """
    return dict(whole_run(exercise, submission, inspect, SECOND_SEED, same))


def whole_run(
    exercise: CodeExercise,
    submission: Any,
    inspect: Callable[[], list[str]],
    seed: int,
    same: Mapping[str, Finding],
    steps: Steps | None = None,
    on_ready: Callable[[Bench], None] = lambda bench: None,
) -> Iterator[tuple[str, Finding]]:
    """What comes of each check and probe in a silent run with no check skipped.

    Args:
        same: what is known to come at this seed as well; these checks are not run.
        steps: of a ``step_limit`` around this run, if there is one.
        on_ready: called before the first check runs.
    """
    random.seed(seed)
    np.random.seed(seed)
    nowhere = Output(lambda text: None)
    with redirect_stdout(nowhere), redirect_stderr(nowhere), suppress(Invalid):
        bench = set_up(exercise, submission, inspect, fresh_namespace(silent()))
        on_ready(bench)
        yield from same.items()
        checks = [each for each in (*bench.checks, *bench.probes) if each.name not in same]
        for name, verdict, trace in run_whole(checks, bench.learner, bench.solution, seed, steps):
            yield name, (verdict, encode_trace(trace))


def behaviour_of(
    exercise: CodeExercise, submission: str, only: str = ""
) -> tuple[Findings, Findings]:
    """What comes of a submission at seed 0 and at the second seed; empty if it cannot be run.

    Args:
        only: ``first`` or ``second`` if the other run is to be left out.
    """
    with clean_state(0) as state:
        attempt, inspect = state.trusted.attempt, state.trusted.inspect

        def run() -> tuple[Findings, Findings]:
            first, same = (
                ({}, {}) if only == "second" else _first_run(exercise, submission, inspect)
            )
            again = partial(run_again, exercise, submission, inspect, same)
            return first, {} if only == "first" else again()

        behaviour, _ = attempt(run)
    return behaviour or ({}, {})


def _first_run(
    exercise: CodeExercise, submission: str, inspect: Callable[[], list[str]]
) -> tuple[Findings, Findings]:
    """What comes of a submission at seed 0, and what of it comes at every seed, within the steps
    that a check of a second run allows."""
    bench = set_up(exercise, submission, inspect, fresh_namespace(silent()))
    remains = bench.remains()
    with step_limit() as steps:
        steps.allow(sys.maxsize)
        outcomes = run_checks(bench.checks, bench.learner, bench.solution, 0, told=False)
    findings = findings_of(outcomes)
    is_same = steps.made <= MOST_STEPS and remains.are_none
    return findings, remains.coming_again(findings) if is_same else {}


def _learners(
    namespace: dict[str, Any], defines: tuple[str, ...], calls: Calls | None
) -> dict[str, Any]:
    """What the submission has to define; calls of its functions are noted."""
    parsed = [parse_define(define) for define in defines]
    values = {
        name: namespace[name] if parameters is None else own_value(namespace[name])
        for name, parameters in parsed
    }
    if calls is None:
        return values
    return {
        name: calls.watched(name, value) if type(value) is FunctionType else value
        for name, value in values.items()
    }


def execute_ours(exercise: CodeExercise) -> tuple[dict[str, Any], SimpleNamespace]:
    """The exercise's grader.py and its solution, executed anew for every run."""
    solution: dict[str, Any] = {"__name__": "solution"}
    exec(compile_quotable(exercise.solution, SOLUTION_FILE), solution)
    grader: dict[str, Any] = {"__name__": GRADER_MODULE}
    exec(compile_quotable(exercise.grader, GRADER_FILE), grader)
    names = [parse_define(define)[0] for define in exercise.defines]
    return grader, SimpleNamespace(**{name: solution[name] for name in names})
