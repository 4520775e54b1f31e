"""What a run of the checks needs, and the runs that make sure of a recognised mistake."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import redirect_stderr, redirect_stdout, suppress
from dataclasses import dataclass
from types import FunctionType, SimpleNamespace
from typing import Any

import numpy as np

from grader.exercise import CodeExercise, Finding
from grader.expectations.checks import Check, checks_in, probes_in, run_checks, run_whole
from grader.expectations.few_lines import few_lines
from grader.expectations.recognition import SECOND_SEED, Findings, Shortlist, findings_of
from grader.expectations.step_limit import step_limit
from grader.failing_case.call_log import Calls
from grader.feedback.advice import GRADER_MODULE
from grader.feedback.exceptions import EVERYTHING
from grader.files import GRADER_FILE, SOLUTION_FILE
from grader.isolation.clean_state import Output, clean_state
from grader.isolation.compilation import compile_quotable, compile_submission
from grader.isolation.definitions import parse_define, require_definitions
from grader.isolation.memory_reserve import make_room
from grader.isolation.source_text import Invalid, read_source
from grader.isolation.submission import fresh_namespace, own_value, run_submission
from grader.isolation.trusted import NamesReplaced
from grader.values.show import silent
from grader.values.trace import encode_trace, same_trace


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
    return Bench([*checks_in(grader), *checks], probes_in(grader), learner, solution)


def checks_on_the_text(exercise: CodeExercise, text: str) -> Iterator[Check]:
    """The checks that need no more than the text."""
    if exercise.changed_lines is not None:
        yield few_lines(exercise.starter, text, exercise.changed_lines)


def run_again(
    exercise: CodeExercise, submission: Any, inspect: Callable[[], list[str]]
) -> Findings:
    """What comes of a second, silent run at another seed, with no check skipped, and the probes."""
    return dict(_whole_run(exercise, submission, inspect, SECOND_SEED))


def _whole_run(
    exercise: CodeExercise, submission: Any, inspect: Callable[[], list[str]], seed: int
) -> Iterator[tuple[str, Finding]]:
    random.seed(seed)
    np.random.seed(seed)
    nowhere = Output(lambda text: None)
    with redirect_stdout(nowhere), redirect_stderr(nowhere), suppress(Invalid):
        bench = set_up(exercise, submission, inspect, fresh_namespace(silent()))
        checks = [*bench.checks, *bench.probes]
        for name, verdict, trace in run_whole(checks, bench.learner, bench.solution, seed):
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
            first: Findings = {}
            if only != "second":
                namespace = fresh_namespace(silent())
                bench = set_up(exercise, submission, inspect, namespace)
                first = findings_of(run_checks(bench.checks, bench.learner, bench.solution, 0))
            return first, {} if only == "first" else run_again(exercise, submission, inspect)

        behaviour, _ = attempt(run)
    return behaviour or ({}, {})


class LookAlikes:
    """What submissions are taken for that they are not.

    For code that harms nobody, such as mutants: they share one state, and each ends as soon as it
    behaves like no stored submission.

    Args:
        exercise: with what it recognises.
        forms: the texts of each stored submission, by its name.
        seeds: further ones, at which one that is taken for a stored submission is compared with it.
    """

    def __init__(
        self, exercise: CodeExercise, forms: Mapping[str, Sequence[str]], seeds: Sequence[int]
    ) -> None:
        self._exercise, self._forms, self._seeds = exercise, forms, seeds
        self._findings: dict[tuple[str, int], Findings] = {}  # of forms, at further seeds

    def names_of(self, submissions: Iterable[tuple[str, str]]) -> list[tuple[list[str], list[str]]]:
        """For each submission the names that a learner would be told, and those that are false.

        Args:
            submissions: each after the name of the stored one that it is a mutant of, which may
                well be its own and does not count; empty if it is one of the solution.
        """
        with clean_state(0):
            return [self._names(own, text) for own, text in submissions]

    def _names(self, own: str, submission: str) -> tuple[list[str], list[str]]:
        if self._exercise.known is None:
            return [], []
        shortlist = Shortlist(self._exercise.known, own)
        with suppress(EVERYTHING):  # that a grader fails on a mutant is said where it is graded
            namespace = fresh_namespace(silent())
            bench = set_up(self._exercise, submission, _nothing_replaced, namespace)
            with step_limit():
                outcomes = run_checks(
                    bench.checks, bench.learner, bench.solution, 0, shortlist.is_empty_after
                )
            if len(outcomes) == len(bench.checks):
                names = shortlist.confirmed(self._run(submission, SECOND_SEED))
                # several that come together are not one of them, which nobody says
                alone = [] if shortlist.is_of_several else names
                return names, [name for name in alone if not self._is(submission, name)]
        return [], []

    def _is(self, submission: str, name: str) -> bool:
        """Whether a submission behaves like some form of a stored one at all further seeds."""
        return any(
            all(self._is_same(submission, form, seed) for seed in self._seeds)
            for form in self._forms[name]
        )

    def _is_same(self, submission: str, form: str, seed: int) -> bool:
        if (form, seed) not in self._findings:
            self._findings[form, seed] = dict(self._run(form, seed))
        expected = self._findings[form, seed]
        return all(
            verdict == expected[check][0] and same_trace(trace, expected[check][1])
            for check, (verdict, trace) in self._run(submission, seed)
        )

    def _run(self, submission: str, seed: int) -> Iterator[tuple[str, Finding]]:
        return _whole_run(self._exercise, submission, _nothing_replaced, seed)


def _nothing_replaced() -> list[str]:
    return []


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
