"""Checks: what a grader.py states, how they run, and what each found."""

from __future__ import annotations

import warnings
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.exercise import RecognisedSubmission
from grader.expectations.basic import CheckFailed
from grader.failing_case.assemble import Failure
from grader.failing_case.call_log import Calls
from grader.feedback.exceptions import (
    EVERYTHING,
    is_learners,
    learner_line,
    name_of,
    place_in,
    sentence,
    words_of,
)
from grader.isolation.memory_reserve import make_room
from grader.report import CheckResult
from grader.values.compare import STAGES
from grader.values.trace import Entry, encode_trace, fields_of, fill, recording, same_trace

CheckFunction = Callable[[Any, Any, np.random.Generator], None]


@dataclass(frozen=True)
class Check:
    """One named condition: ``function(learner, solution, rng)`` raises where it does not hold."""

    name: str
    title: str
    after: tuple[str, ...]
    function: CheckFunction


def check(
    title: str, after: str | tuple[str, ...] = ()
) -> Callable[[CheckFunction], CheckFunction]:
    """Mark a function of a grader.py as a check.

    Args:
        title: the sentence that the learner reads.
        after: name of a check (or several) without which this one says nothing: it is skipped
            unless they passed.
    """
    names = (after,) if isinstance(after, str) else tuple(after)

    def mark(function: CheckFunction) -> CheckFunction:
        marked: Any = function
        marked.__check__ = Check(function.__name__, title, names, function)
        return function

    return mark


def checks_in(namespace: dict[str, Any]) -> list[Check]:
    """The checks of an executed grader.py, in file order.

    Raises:
        ValueError: if there is none, or ``after`` names no earlier check.
    """
    checks = [value.__check__ for value in namespace.values() if hasattr(value, "__check__")]
    if not checks:
        raise ValueError("grader.py defines no @check")
    earlier: set[str] = set()
    for current in checks:
        for name in current.after:
            if name not in earlier:
                raise ValueError(f"check {current.name}: after={name!r} names no earlier check")
        earlier.add(current.name)
    return checks


@dataclass
class Outcome:
    """A check's result with its trace, and the line and words of the learner's exception."""

    result: CheckResult
    trace: list[Entry]
    line: int | None = None
    python: str = ""
    failure: Failure | None = None


def run_checks(
    checks: Iterable[Check],
    learner: Any,
    solution: Any,
    seed: int,
    known: Iterable[RecognisedSubmission] = (),
    stop: bool = False,
    calls: Calls | None = None,
) -> list[Outcome]:
    """Run the checks in order; a failing one skips only those that come ``after`` it.

    Args:
        calls: where the calls of the learner's functions are noted.
        stop: end at the first failing check; there are no outcomes of those behind it.

    Raises:
        BaseException: whatever a check raised without the submission taking part: our bug.
    """
    known = list(known)
    outcomes: list[Outcome] = []
    titles: dict[str, str] = {}  # of the checks that did not pass
    for current in checks:
        missing = [titles[name] for name in current.after if name in titles]
        if missing:
            result = CheckResult(
                current.name, current.title, "skip", f"Skipped until this holds: {missing[0]}."
            )
            outcome = Outcome(result, [])
        else:
            outcome = _run(current, learner, solution, seed, calls or Calls())
            _recognise(outcome, known)
        if outcome.result.verdict != "pass":
            titles[current.name] = current.title.rstrip(".")
        outcomes.append(outcome)
        if stop and titles:
            break
    return outcomes


def _run(current: Check, learner: Any, solution: Any, seed: int, calls: Calls) -> Outcome:
    # The name is part of the seed: what a check draws does not depend on which ran before it.
    seeds = [seed, zlib.crc32(current.name.encode())]
    rng = np.random.default_rng(seeds)
    result = CheckResult(current.name, current.title)
    calls.forget()
    # What a submission asked of NumPy and of warnings holds for itself, not for the checks.
    with recording() as trace, np.errstate(all="ignore"), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            current.function(learner, solution, rng)
        except EVERYTHING as error:
            make_room(error)
            if isinstance(error, CheckFailed) and _is_ours(error):
                result.verdict, result.feedback = "fail", error.feedback
                result.expected, result.found = error.expected, error.found
                result.stage, result.where, result.diff = error.stage, error.where, error.diff
                outcome = Outcome(result, list(trace))
            elif is_learners(error) or _comes_of_a_value(error):
                outcome = _raised(result, list(trace), error)
            else:
                raise
            outcome.failure = _failure(current, seeds, result, error, calls)
            return outcome
    return Outcome(result, list(trace))


def _failure(
    current: Check, seed: list[int], result: CheckResult, error: BaseException, calls: Calls
) -> Failure | None:
    """What is known of the failure, unless it holds more than there is room for."""
    if name_of(error) == "MemoryError":
        calls.forget()
        return None
    value = error.value if type(error) is CheckFailed else None
    line, names = place_in(error, getattr(current.function, "__code__", None))
    return Failure(
        check=current.name,
        title=current.title,
        seed=seed,
        stage=result.stage,
        value=value,
        line=line,
        expected=result.expected,
        names=names,
        calls=calls.calls,
    )


def _comes_of_a_value(error: BaseException) -> bool:
    # Our own code raises none of these: a value's method that is ``sys.exit`` does, for example.
    return isinstance(error, MemoryError) or not issubclass(type(error), Exception)


def _is_ours(failed: CheckFailed) -> bool:
    # A submission can import the class and raise it with anything inside.
    texts = (failed.feedback, failed.expected, failed.found)
    places = (failed.stage, failed.where, failed.diff)
    return all(type(text) is str for text in (*texts, *places)) and failed.stage in STAGES


def _raised(result: CheckResult, trace: list[Entry], error: BaseException) -> Outcome:
    name, line = name_of(error), learner_line(error)
    result.verdict, result.found, result.stage = "fail", f"raised {name}", "raised"
    result.feedback = sentence("Your code raised", error, line)
    return Outcome(result, [*trace, ("raised", name)], line, words_of(error))


def _recognise(outcome: Outcome, known: list[RecognisedSubmission]) -> None:
    """Replace the feedback by that of the stored submission that left the same trace, if any."""
    result = outcome.result
    trace = encode_trace(outcome.trace)
    for one in known:
        if (one.check, one.verdict) == (result.name, result.verdict) and same_trace(
            one.trace, trace
        ):
            fields = fields_of(outcome.trace, result.expected, result.found)
            result.feedback = fill(one.feedback, fields)
            result.misconception = one.name
            return
