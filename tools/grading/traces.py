"""How each stored submission behaves, so that a learner's mistake is recognised."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from typing import Any

from grader.exercise import (
    Behaviour,
    CodeExercise,
    Exercise,
    Finding,
    Known,
    RecognisedSubmission,
)
from grader.values.trace import same_trace
from tools.course.kinds import ClassifyFolder, CodeFolder, ExerciseFolder
from tools.course.submissions import Stored
from tools.grading.answers import KeptAnswers
from tools.grading.pool import AT_ONCE, Pool, in_batches
from tools.grading.worker import SHARE, GraderProcess
from tools.judge.from_exercise import with_judge

# What comes of each check at seed 0, and of each check and probe at the second seed.
Run = tuple[dict[str, Finding], dict[str, Finding]]


def with_known(loaded: ExerciseFolder, process: GraderProcess, use: str = "runs") -> Exercise:
    """The exercise with the behaviour of its wrong submissions and of its remarks, or with the
    judge of its justifications.

    Args:
        use: another name for a folder with a part of the stored submissions, so that the kept
            behaviours of the others are not thrown away.
    """
    if isinstance(loaded, ClassifyFolder):
        return with_judge(loaded)
    if not isinstance(loaded, CodeFolder):
        return loaded.exercise
    return with_runs(loaded, kept_runs(loaded, process, use))


def kept_runs(
    loaded: CodeFolder, processes: GraderProcess | Pool, use: str = "runs"
) -> dict[str, Run]:
    """How an exercise's recognised texts behave, worked out once for each: see ``runs_of``."""
    exercise, answers = loaded.exercise, KeptAnswers(loaded, use, __name__)
    texts = recognised_texts(loaded)

    def look_up(process: GraderProcess, batch: Sequence[str]) -> list[Run]:
        return answers.get_each(
            [[*graded_by(exercise), text] for text in batch],
            lambda new: runs_of(exercise, [batch[place] for place in new], process),
            lasts=lambda run: bool(run[0]),  # for want of time it may be empty
        )

    runs = processes.each(look_up, in_batches(texts), AT_ONCE)
    found = dict(zip(texts, ((*run,) for run in chain.from_iterable(runs)), strict=True))
    answers.save()
    return found


def graded_by(exercise: CodeExercise) -> list[Any]:
    """What a submission's verdict depends on, besides the submission and the seed."""
    parts = [exercise.solution, exercise.grader, exercise.defines, exercise.seconds]
    if exercise.changed_lines is not None:
        parts += [exercise.starter, exercise.changed_lines]
    return parts


def recognised_texts(loaded: CodeFolder) -> list[str]:
    """The texts whose behaviour is kept: the solution, stored submissions, and their forms."""
    stored = [text for entry in filter(is_recognised, loaded.stored) for text in entry.texts]
    return list(dict.fromkeys([loaded.solution, *stored])) if stored else []


def with_runs(loaded: CodeFolder, runs: Mapping[str, Run]) -> CodeExercise:
    """The exercise with behaviours that are there already, by the texts of submissions."""
    if not runs.get(loaded.solution, ({}, {}))[0]:
        return loaded.exercise
    findings: list[Finding] = []
    checks = runs[loaded.solution][0].keys()
    known = Known(
        findings,
        _placed(runs[loaded.solution], findings),
        tuple(
            RecognisedSubmission(
                stored.name,
                stored.verdict,
                stored.check,
                stored.feedback,
                _placed(runs[text], findings),
            )
            for stored in loaded.stored
            if is_recognised(stored) and stored.check in checks
            for text in stored.texts
            if runs[text][0] and runs[text][1]
        ),
    )
    return replace(loaded.exercise, known=known)


def recognises_all(loaded: ExerciseFolder, exercise: Exercise) -> bool:
    """Whether all that is stored to be recognised is.

    On a busy machine a submission may have run out of time, and has left no behaviour. What comes
    of such an exercise is not to be kept: it would go on not recognising a mistake that it knows.
    """
    if not isinstance(loaded, CodeFolder) or not isinstance(exercise, CodeExercise):
        return True
    texts = [text for stored in filter(is_recognised, loaded.stored) for text in stored.texts]
    return len(exercise.known.submissions if exercise.known else ()) == len(texts)


def runs_of(exercise: Exercise, texts: Iterable[str], process: GraderProcess) -> Iterator[Run]:
    """What comes of submissions that harm nobody; empty of one that cannot be run to its end."""
    requests = [{"do": "behaviour", "submission": text} for text in texts]
    for reply in process.ask_each(exercise, requests, SHARE):
        first, second = ({}, {}) if isinstance(reply, Exception) else reply["behaviour"]
        yield first, second


def is_recognised(stored: Stored) -> bool:
    """Whether learners get the feedback of a stored submission."""
    return stored.verdict in ("pass", "fail") and bool(stored.check and stored.feedback)


def _placed(run: Run, findings: list[Finding]) -> Behaviour:
    """A behaviour as places in a list of findings, to which the new ones are added."""
    first, second = (
        {check: _place(finding, findings) for check, finding in part.items()} for part in run
    )
    return Behaviour(first, second)


def _place(finding: Finding, findings: list[Finding]) -> int:
    verdict, trace = finding
    for place, (other, other_trace) in enumerate(findings):
        if verdict == other and same_trace(trace, other_trace):
            return place
    findings.append((verdict, trace))
    return len(findings) - 1


def same_run(run: Run, other: Run) -> bool:
    """Whether two submissions behave the same."""
    return all(map(same_findings, run, other))


def same_findings(findings: Mapping[str, Finding], others: Mapping[str, Finding]) -> bool:
    """Whether every check found the same in two runs."""
    return findings.keys() == others.keys() and all(
        findings[check][0] == others[check][0] and same_trace(findings[check][1], others[check][1])
        for check in findings
    )
