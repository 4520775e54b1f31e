"""Submissions that copy answers instead of working them out: do the checks notice?

Both are made of what the solution answers at seed 0. A *hard-coder* returns one answer, whatever it
is given; a *stream-copier* returns all of them again, in their order. They are functions and no
source text, for nothing in them has to be read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import redirect_stderr, redirect_stdout, suppress
from copy import deepcopy
from dataclasses import dataclass
from functools import partial
from types import SimpleNamespace
from typing import Any

import numpy as np

from grader.exercise import CodeExercise
from grader.expectations.checks import Outcome, run_checks
from grader.feedback.exceptions import EVERYTHING
from grader.isolation.clean_state import Output, clean_state
from grader.isolation.submission import fresh_namespace
from grader.kinds.bench import Bench, set_up
from grader.values.show import silent

PROMPT = "prompt"  # stands for the examples of the prompt, among the names of checks
PLAIN = (int, float, complex, str, bytes, bool, type(None), np.ndarray, np.generic)


@dataclass(frozen=True)
class Answer:
    """What the solution returned.

    Attributes:
        source: the check that called it, or ``PROMPT``.
    """

    source: str
    function: str
    value: Any


def find_unnoticed(
    exercise: CodeExercise, examples: Sequence[str], seeds: Sequence[int]
) -> dict[str, list[Any]]:
    """Which of these submissions pass.

    Args:
        examples: code of the prompt, with calls.
        seeds: at which a stream-copier is graded.

    Returns:
        ``hard_coders``: names of the checks, or ``PROMPT``, whose first answer is enough to pass
        all checks; ``seeds``: those at which the answers of seed 0 pass.
    """
    with clean_state(0):
        answers = list(_answers(exercise, examples))
        if not answers or not all(_is_plain(answer.value) for answer in answers):
            return {"hard_coders": [], "seeds": []}
        hard_coders = [
            source
            for source in dict.fromkeys(answer.source for answer in answers)
            if _passes(exercise, partial(_constant, answers, source), 0)
        ]
        copied = [seed for seed in seeds if _copies(exercise, answers, seed)]
        return {"hard_coders": hard_coders, "seeds": copied}


def _answers(exercise: CodeExercise, examples: Sequence[str]) -> Iterator[Answer]:
    """All that the solution returns: in the prompt, then check by check."""
    bench, noted = _bench(exercise), list[Answer]()
    source = PROMPT

    def noting(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **named: Any) -> Any:
            value = function(*arguments, **named)
            noted.append(Answer(source, name, deepcopy(value)))
            return value

        return call

    learner = _watched(bench, noting)
    for example in examples:
        with suppress(EVERYTHING):  # it may use names that stand for any value
            exec(example, {"np": np, **vars(learner)})
    for current in bench.checks:
        source = current.name
        run_checks([current], learner, bench.solution, 0)
    yield from noted


def _watched(bench: Bench, watch: Callable[[str, Any], Any]) -> SimpleNamespace:
    values = vars(bench.learner).items()
    return SimpleNamespace(
        **{name: watch(name, value) if callable(value) else value for name, value in values}
    )


def _constant(answers: list[Answer], source: str, name: str) -> Callable[..., Any]:
    """A function that returns the first answer from a source, or the first of all."""
    own = [answer for answer in answers if answer.function == name]
    first = next((answer for answer in own if answer.source == source), own[0] if own else None)
    return lambda *_, **__: deepcopy(first.value if first else None)


def _copies(exercise: CodeExercise, answers: list[Answer], seed: int) -> bool:
    waiting = iter([answer for answer in answers if answer.source != PROMPT])
    return _passes(exercise, lambda _: lambda *_, **__: deepcopy(next(waiting).value), seed)


def _passes(exercise: CodeExercise, function: Callable[[str], Any], seed: int) -> bool:
    """Whether all checks pass with these functions in the place of the learner's."""
    bench = _bench(exercise)
    learner = _watched(bench, lambda name, _: function(name))
    with suppress(EVERYTHING):  # whatever it ends with, it does not pass
        outcomes = run_checks(bench.checks, learner, bench.solution, seed, _does_not_pass)
        return not any(map(_does_not_pass, outcomes))
    return False


def _does_not_pass(outcome: Outcome) -> bool:
    return outcome.result.verdict != "pass"


def _bench(exercise: CodeExercise) -> Bench:
    nowhere = Output(lambda text: None)
    with redirect_stdout(nowhere), redirect_stderr(nowhere):
        return set_up(exercise, exercise.solution, list, fresh_namespace(silent()))


def _is_plain(value: Any) -> bool:
    """Whether a value can be copied; a function would go on working things out."""
    if isinstance(value, list | tuple | set):
        return all(map(_is_plain, value))
    if isinstance(value, dict):
        return all(map(_is_plain, value.values()))
    return isinstance(value, PLAIN)
