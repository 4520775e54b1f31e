"""The Report: the one result of a grading run, and its JSON form (format 1)."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import Any

from grader.exercise import Exercise

__version__ = "0.1.0"

FORMAT = 1
VERDICTS = ("pass", "fail", "invalid", "timeout", "internal_error")
TIMEOUT = (
    "Your code was still running after {seconds:g} s and was stopped. "
    "Look for a loop that never ends, or for work on far too many numbers at once."
)
TIMEOUT_LOOP = (
    "Your code was still running after {seconds:g} s and was stopped, in the loop that begins on "
    "line {line}. Look for what should end this loop and never does, or for far too many rounds."
)
TIMEOUT_LINE = (
    "Your code was still running after {seconds:g} s and was stopped, on line {line}. "
    "Look for a call that takes far too long, or for a function that calls itself too often."
)
ENDED = (
    "Your code ended the Python process it ran in. Remove the call that does so "
    "(os._exit, for example), or the lists nested thousands deep: a function hands back its "
    "result with return."
)
TOO_DEEP = (
    "Your code, or a value that it builds, is nested deeper than this browser has room for. That "
    "need not be a mistake: outside a browser Python may go so deep. Put a loop in the place of "
    "calls within calls. Where each of thousands of objects holds the one before, keep all of them "
    "in a list as well."
)


@dataclass
class CheckResult:
    """What one check found.

    Attributes:
        name: the check's function name, or the item's or card's id.
        title: the sentence that the learner reads.
        verdict: ``pass``, ``fail`` or ``skip``.
        feedback: one or two sentences; empty when there is nothing to say.
        expected: short text of the expected value, if there is one.
        found: short text of the learner's value, if there is one.
        misconception: name of the recognised stored submission; None for scenarios and cards.
        certain: whether all of its behaviour was the same, and not just what this check found.
        stage: what the check failed at: for code ``raised`` or a stage of the comparison (``type``,
            ``shape`` …), for a scenario ``label`` or ``evidence``; empty if it did not fail.
        where: index of the first entry that differs, as text.
        diff: a few lines that set small arrays side by side.
        case: source text for the scratch area that repeats the call which failed.
        cues: ``deciding``, ``misleading`` or ``neutral`` for each phrase of a scenario.
        missed: one line that says which cue was missed.
        because: ``{"verdict", "reason"}``, an opinion on the learner's sentence; it counts nothing.
    """

    name: str
    title: str
    verdict: str = "pass"
    feedback: str = ""
    expected: str = ""
    found: str = ""
    misconception: str | None = None
    certain: bool = False
    stage: str = ""
    where: str = ""
    diff: str = ""
    case: str = ""
    cues: dict[str, str] = field(default_factory=dict)
    missed: str = ""
    because: dict[str, str] | None = None


@dataclass
class Report:
    """The result of one grading run; ``verdict`` is one of ``VERDICTS``.

    Attributes:
        line: line of the submission that the feedback speaks of.
        python: the interpreter's own words (a traceback), for those who want them.
        seconds: time the grading run took.
    """

    exercise: str
    exercise_version: str
    seed: int
    verdict: str
    feedback: str
    line: int | None = None
    checks: list[CheckResult] = field(default_factory=list)
    python: str = ""
    stdout: str = ""
    stdout_cut: bool = False
    seconds: float = 0.0

    def data(self) -> dict[str, Any]:
        """The report as JSON values, in the order of format 1."""
        values = asdict(self)
        head = {key: values.pop(key) for key in ("exercise", "exercise_version")}
        return {"format": FORMAT, **head, "grader_version": __version__, **values}

    def json(self, indent: int | None = None) -> str:
        """The report as JSON text."""
        return json.dumps(self.data(), ensure_ascii=False, indent=indent)


def report_for(exercise: Exercise, seed: int, verdict: str, feedback: str, **rest: Any) -> Report:
    """A report on ``exercise``, with the fields that every report repeats filled in."""
    return Report(exercise.id, exercise.version, seed, verdict, feedback, **rest)


def timeout_report(exercise: Exercise, seed: int = 0, place: int | None = None) -> Report:
    """The report of a run that its caller had to stop after ``exercise.seconds``.

    Args:
        place: where it was then, as ``timeout_line.place`` gives it; None or 0 if unknown.
    """
    template = TIMEOUT if not place else TIMEOUT_LOOP if place > 0 else TIMEOUT_LINE
    line = abs(place) if place else None
    feedback = template.format(seconds=exercise.seconds, line=line)
    seconds = exercise.seconds
    return report_for(exercise, seed, "timeout", feedback, line=line, seconds=seconds)


def timeout_feedbacks(exercise: Exercise) -> dict[str, str]:
    """For callers without Python: the feedback with a loop's line and with a line outside any loop,
    in which ``{line}`` is left to be filled in."""
    templates = {"loop": TIMEOUT_LOOP, "line": TIMEOUT_LINE}
    return {
        name: template.format(seconds=exercise.seconds, line="{line}")
        for name, template in templates.items()
    }


def ended_report(exercise: Exercise, seed: int = 0) -> Report:
    """The report of a run whose interpreter ended before it could answer."""
    return report_for(exercise, seed, "invalid", ENDED)
