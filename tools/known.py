"""Traces: what each stored submission leaves behind, so that a learner's mistake is recognised."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from grader.exercise import CodeExercise, Exercise, Known
from tools.child import GraderProcess
from tools.judging import with_judge
from tools.load import Loaded
from tools.stored import Stored


def with_known(loaded: Loaded, process: GraderProcess) -> Exercise:
    """The exercise with the traces of its wrong submissions and of its remarks, at seed 0, or with
    the judge of its justifications."""
    if loaded.kind == "classify":
        return with_judge(loaded)
    exercise = loaded.exercise
    if not isinstance(exercise, CodeExercise):
        return exercise
    traced = [one for one in loaded.stored if _has_trace(one)]
    traces = [(one, trace_of(exercise, one.text, one.check, process)) for one in traced]
    known = tuple(
        Known(one.name, one.verdict, one.check, trace, one.feedback)
        for one, trace in traces
        if trace
    )
    return replace(exercise, known=known)


def trace_of(exercise: Exercise, text: str, check: str, process: GraderProcess) -> list[list[Any]]:
    """The trace that a submission leaves at a check; empty if it never gets there."""
    request = {"do": "trace", "exercise": exercise.data(), "submission": text, "check": check}
    try:
        trace: list[list[Any]] = process.ask(request, exercise.seconds)["trace"]
    except (TimeoutError, EOFError):
        return []
    return trace


def _has_trace(one: Stored) -> bool:
    return one.verdict in ("pass", "fail") and bool(one.check and one.feedback)
