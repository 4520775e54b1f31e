"""Submissions that copy answers instead of working them out: do the checks notice?

Both are made of what the solution answers at seed 0. A *hard-coder* returns one answer, whatever it
is given; a *stream-copier* returns all of them again, in their order. They are functions and no
source text, for nothing in them has to be read.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass
from functools import partial
from typing import Any

from grader.exercise import CodeExercise
from grader.isolation.clean_state import clean_state
from grader.kinds.stand_ins import PROMPT, Arguments, Function, follow, is_plain, passes


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
        answers = _answers(exercise, examples)
        if not answers or not all(is_plain(answer.value) for answer in answers):
            return {"hard_coders": [], "seeds": []}
        hard_coders = [
            source
            for source in dict.fromkeys(answer.source for answer in answers)
            if passes(exercise, partial(_constant, answers, source), 0)
        ]
        copied = [seed for seed in seeds if _copies(exercise, answers, seed)]
        return {"hard_coders": hard_coders, "seeds": copied}


def _answers(exercise: CodeExercise, examples: Sequence[str]) -> list[Answer]:
    """All that the solution returns: in the prompt, then check by check."""
    noted = list[Answer]()

    def note(source: str, name: str, arguments: Arguments, value: Any) -> None:
        noted.append(Answer(source, name, deepcopy(value)))

    follow(exercise, examples, note)
    return noted


def _constant(answers: list[Answer], source: str, name: str, _: Function) -> Function:
    """A function that returns the first answer from a source, or the first of all."""
    own = [answer for answer in answers if answer.function == name]
    first = next((answer for answer in own if answer.source == source), own[0] if own else None)
    return lambda *_, **__: deepcopy(first.value if first else None)


def _copies(exercise: CodeExercise, answers: list[Answer], seed: int) -> bool:
    waiting = iter([answer for answer in answers if answer.source != PROMPT])
    return passes(exercise, lambda *_: lambda *_, **__: deepcopy(next(waiting).value), seed)
