"""Traces: what each stored submission leaves behind, so that a learner's mistake is recognised."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from grader.exercise import CodeExercise, Exercise, RecognisedSubmission
from tools.course.kinds import ClassifyFolder, CodeFolder, ExerciseFolder
from tools.course.submissions import Stored
from tools.grading.worker import GraderProcess
from tools.judge.from_exercise import with_judge

Trace = list[list[Any]]


def with_known(loaded: ExerciseFolder, process: GraderProcess) -> Exercise:
    """The exercise with the traces of its wrong submissions and of its remarks, at seed 0, or with
    the judge of its justifications."""
    if isinstance(loaded, ClassifyFolder):
        return with_judge(loaded)
    if not isinstance(loaded, CodeFolder):
        return loaded.exercise
    stored = [submission for submission in loaded.stored if _has_trace(submission)]
    traces = {
        submission.path: trace_of(loaded.exercise, submission.text, submission.check, process)
        for submission in stored
    }
    return with_traces(loaded, traces)


def with_traces(loaded: CodeFolder, traces: dict[Path, Trace]) -> CodeExercise:
    """The exercise with traces that are there already, by the paths of stored submissions."""
    known = tuple(
        RecognisedSubmission(one.name, one.verdict, one.check, traces[one.path], one.feedback)
        for one in loaded.stored
        if _has_trace(one) and traces.get(one.path)
    )
    return replace(loaded.exercise, known=known)


def trace_of(exercise: Exercise, text: str, check: str, process: GraderProcess) -> Trace:
    """The trace that a submission leaves at a check; empty if it never gets there."""
    request = {"do": "trace", "exercise": exercise.data(), "submission": text, "check": check}
    try:
        trace: Trace = process.ask(request, exercise.seconds)["trace"]
    except (TimeoutError, EOFError):
        return []
    return trace


def _has_trace(one: Stored) -> bool:
    return one.verdict in ("pass", "fail") and bool(one.check and one.feedback)
