"""Checks: what a grader.py states, how they run, and what each found."""

from __future__ import annotations

import warnings
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.expectations.basic import CheckFailed
from grader.expectations.progress import begin_check
from grader.expectations.step_limit import Steps, step_limit
from grader.failing_case.assemble import Failure
from grader.failing_case.call_log import Calls
from grader.feedback.exceptions import (
    EVERYTHING,
    is_learners,
    learner_line,
    name_of,
    place_in,
    sentence,
    signature,
    words_of,
)
from grader.isolation.memory_reserve import make_room
from grader.report import CheckResult
from grader.values.compare import STAGES
from grader.values.trace import Entry, recording

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


def probe(function: CheckFunction) -> CheckFunction:
    """Mark a function of a grader.py as a probe: it records what tells look-alikes apart.

    It runs only to make sure of a recognised mistake. No learner sees it, and it judges nothing.
    """
    marked: Any = function
    marked.__probe__ = Check(function.__name__, "", (), function)
    return function


def probes_in(namespace: dict[str, Any]) -> list[Check]:
    """The probes of an executed grader.py, in file order."""
    return [value.__probe__ for value in namespace.values() if hasattr(value, "__probe__")]


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
    stops: Callable[[Outcome], bool] = lambda outcome: False,
    calls: Calls | None = None,
    *,
    told: bool = True,
) -> list[Outcome]:
    """Run the checks in order; a failing one skips only those that come ``after`` it.

    Args:
        calls: where the calls of the learner's functions are noted.
        stops: whether the run ends with an outcome; there are none of the checks behind it.
        told: whether somebody is going to read what the outcomes say; if not, there are no
            sentences on exceptions.

    Raises:
        BaseException: whatever a check raised without the submission taking part: our bug.
    """
    outcomes: list[Outcome] = []
    titles: dict[str, str] = {}  # of the checks that did not pass
    for place, current in enumerate(checks, 1):
        begin_check(place)
        missing = [titles[name] for name in current.after if name in titles]
        if missing:
            result = CheckResult(
                current.name, current.title, "skip", f"Skipped until this holds: {missing[0]}."
            )
            outcome = Outcome(result, [])
        else:
            outcome = _run(current, learner, solution, seed, calls or Calls(), told=told)
        if outcome.result.verdict != "pass":
            titles[current.name] = current.title.rstrip(".")
        outcomes.append(outcome)
        if stops(outcome):
            break
    begin_check(0)
    return outcomes


def run_whole(
    checks: Iterable[Check], learner: Any, solution: Any, seed: int, steps: Steps | None = None
) -> Iterator[tuple[str, str, list[Entry]]]:
    """Name, verdict and trace of every check and probe; none is skipped, and nothing is raised.

    Args:
        steps: of a ``step_limit`` around this run; else it has one of its own.
    """
    with nullcontext(steps) if steps else step_limit() as counted:
        for current in checks:
            counted.allow()
            try:
                outcome = _run(current, learner, solution, seed, Calls(), told=False)
                finding = outcome.result.verdict, outcome.trace
            except EVERYTHING as error:  # a check that comes after another may need what that asks
                finding = "ended", [("ended", name_of(error))]
            yield current.name, *finding


def _run(
    current: Check, learner: Any, solution: Any, seed: int, calls: Calls, *, told: bool
) -> Outcome:
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
            if failed := _check_failed(error):
                result.verdict, result.feedback = "fail", failed.feedback
                result.expected, result.found = failed.expected, failed.found
                result.stage, result.where, result.diff = failed.stage, failed.where, failed.diff
                outcome = Outcome(result, list(trace))
            elif is_learners(error) or _comes_of_a_value(error):
                outcome = _raised(result, list(trace), error, told=told)
            else:
                raise
            if told:
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
    return name_of(error) == "MemoryError" or not issubclass(type(error), Exception)


def _check_failed(error: Any) -> CheckFailed | None:
    # Not by its own __class__, which may lie; and a submission can import the class itself and
    # raise it with anything inside.
    if not issubclass(type(error), CheckFailed):
        return None
    failed: CheckFailed = error
    texts = (failed.feedback, failed.expected, failed.found)
    places = (failed.stage, failed.where, failed.diff)
    are_ours = all(type(text) is str for text in (*texts, *places)) and failed.stage in STAGES
    return failed if are_ours else None


def _raised(
    result: CheckResult, trace: list[Entry], error: BaseException, *, told: bool
) -> Outcome:
    name, line = name_of(error), learner_line(error)
    result.verdict, result.found, result.stage = "fail", f"raised {name}", "raised"
    outcome = Outcome(result, [*trace, ("raised", signature(error))], line)
    if told:
        result.feedback = sentence("Your code raised", error, line)
        outcome.python = words_of(error)
    return outcome
