"""Functions that stand in for a learner's: they note calls of the solution, or answer otherwise."""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from contextlib import redirect_stderr, redirect_stdout, suppress
from types import SimpleNamespace
from typing import Any

import numpy as np

from grader.exercise import CodeExercise
from grader.expectations.checks import Outcome, run_checks
from grader.feedback.exceptions import EVERYTHING
from grader.isolation.clean_state import Output
from grader.isolation.submission import fresh_namespace
from grader.kinds.bench import Bench, set_up
from grader.values.show import silent

PROMPT = "prompt"  # stands for the examples of the prompt, among the names of checks
PLAIN = (int, float, complex, str, bytes, bool, type(None), np.ndarray, np.generic)

Function = Callable[..., Any]
Arguments = tuple[tuple[Any, ...], dict[str, Any]]
Note = Callable[[str, str, Arguments, Any], None]
StandIn = Callable[[str, Function], Function]


def follow(exercise: CodeExercise, examples: Sequence[str], note: Note) -> None:
    """Call the solution as the prompt does, and then as the checks do at seed 0.

    Args:
        examples: code of the prompt, with calls.
        note: called after each call with the check that made it, or ``PROMPT``, the function's
            name, the arguments and what it returned.
    """
    bench, source = _bench(exercise), PROMPT

    def noting(name: str, function: Function) -> Function:
        def call(*arguments: Any, **named: Any) -> Any:
            value = function(*arguments, **named)
            note(source, name, (arguments, named), value)
            return value

        return call

    learner = _replaced(bench, noting)
    for example in examples:
        with suppress(EVERYTHING):  # it may use names that stand for any value
            exec(example, {"np": np, **vars(learner)})
    for current in bench.checks:
        source = current.name
        run_checks([current], learner, bench.solution, 0, told=False)


def passes(
    exercise: CodeExercise, stand_in: StandIn, seed: int, names: Container[str] | None = None
) -> bool:
    """Whether the checks, or some of them, pass with other functions than the solution's.

    Args:
        stand_in: gives the function for a name and for the solution's function of this name.
    """
    bench = _bench(exercise)
    learner = _replaced(bench, stand_in)
    checks = [each for each in bench.checks if names is None or each.name in names]
    with suppress(EVERYTHING):  # whatever it ends with, it does not pass
        outcomes = run_checks(checks, learner, bench.solution, seed, _does_not_pass, told=False)
        return not any(map(_does_not_pass, outcomes))
    return False


def is_plain(value: Any) -> bool:
    """Whether a value can be copied; a function would go on working things out."""
    if isinstance(value, list | tuple | set):
        return all(map(is_plain, value))
    if isinstance(value, dict):
        return all(map(is_plain, value.values()))
    return isinstance(value, PLAIN)


def _replaced(bench: Bench, stand_in: StandIn) -> SimpleNamespace:
    values = vars(bench.learner).items()
    return SimpleNamespace(
        **{name: stand_in(name, value) if callable(value) else value for name, value in values}
    )


def _does_not_pass(outcome: Outcome) -> bool:
    return outcome.result.verdict != "pass"


def _bench(exercise: CodeExercise) -> Bench:
    nowhere = Output(lambda text: None)
    with redirect_stdout(nowhere), redirect_stderr(nowhere):
        return set_up(exercise, exercise.solution, list, fresh_namespace(silent()))
