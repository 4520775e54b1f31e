"""How a Report on one of an exercise's own files differs from what it should be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import unified_diff
from typing import Any

from grader.report import ENDED
from grader.values.trace import fill
from tools.common.problem import Finding
from tools.common.spelling import suggestion
from tools.contract.exercise_reports import ExerciseReports
from tools.course.kinds import CodeFolder
from tools.course.submissions import TABLE, Stored

MOST_LINES = 8  # of a diff
COPE = "Make the check cope with whatever a submission returns."
_FIELD = re.compile(r"\{([^{}]+)\}")
_FRAME = re.compile(r'^ *File "(grader\.py|solution\.py)", line (\d+)', re.MULTILINE)


def failure(report: dict[str, Any], what: str, exercise: CodeFolder) -> Finding | None:
    """What an author is told when the grader itself failed on ``what``; None if it did not."""
    verdict = report["verdict"]
    if verdict == "internal_error":
        file, line = broken_at(report["python"])
        words = report["python"].strip().rpartition("\n")[2]
        remedy = COPE if what != "the solution" else "Correct this line; the rest can wait for it."
        return Finding(f"grading {what} stopped with {words}", remedy, file, line)
    if report["feedback"] == ENDED:
        message = f"grading {what} ended the Python process"
        return Finding(message, "Look for a call such as os._exit(), and delete it.", "grader.py")
    if verdict == "timeout" and report["line"] is None:
        message = (
            f"grading {what} takes longer than {exercise.meta.seconds:g} s, in grader.py itself"
        )
        remedy = "Look for a loop in it that never ends; if it is just long, raise “seconds”."
        return Finding(message, remedy, "grader.py")
    return None


def broken_at(traceback: str) -> tuple[str, int | None]:
    """The last line of grader.py or solution.py in a traceback."""
    frames = _FRAME.findall(traceback)
    return (frames[-1][0], int(frames[-1][1])) if frames else ("grader.py", None)


def solution_finding(report: dict[str, Any], seed: int, exercise: CodeFolder) -> Finding | None:
    """Why the solution does not pass; None if it does."""
    if report["verdict"] == "pass":
        return None
    message = f"the solution gets {report['verdict']} at seed {seed}: {report['feedback']}"
    failing = next((check for check in report["checks"] if check["verdict"] == "fail"), None)
    remedy = f"Correct it, or the check {failing['name']}." if failing else "Correct it."
    finding = Finding(message, remedy, line=report["line"])
    return failure(report, "the solution", exercise) or finding


def starter_finding(report: dict[str, Any], seed: int, exercise: CodeFolder) -> Finding | None:
    """Why the starter will not do; None if it will."""
    if report["verdict"] == "pass":
        message = f"the starter gets pass at seed {seed}: {report['feedback']}"
        return Finding(message, "Remove what the learner is to write.")
    if report["verdict"] == "timeout":
        return None
    silent = exercise.meta.changed_lines and not any(check["certain"] for check in report["checks"])
    if silent and seed == 0:
        message = f"all that is said of the program to be mended is: {report['feedback']}"
        remedy = f"Store it as a [[fail]] in {TABLE}, with what it does wrong, and not where."
        return failure(report, "the starter", exercise) or Finding(message, remedy)
    return failure(report, "the starter", exercise)


def stored_finding(stored: Stored, report: dict[str, Any], exercise: CodeFolder) -> Finding | None:
    """How a stored submission's Report differs from what the file claims; None if it does not."""
    if report["verdict"] != stored.verdict:
        return other_verdict(stored, report, exercise)
    if stored.verdict in ("invalid", "timeout"):
        expected = fill(stored.feedback, {})
        if report["feedback"] == expected:
            return None
        message = "the learner gets different feedback from what is written here"
        return _feedback(
            stored, message, "Write the feedback that learners get.", expected, report["feedback"]
        )
    return next(_unrecognised(stored, report), None) if stored.check else None


def other_verdict(stored: Stored, report: dict[str, Any], exercise: CodeFolder) -> Finding | None:
    """How a stored submission's verdict differs from what the file claims; None if it does not."""
    verdict = report["verdict"]
    if verdict == stored.verdict:
        return None
    broken = failure(report, stored.name, exercise)
    if broken and (verdict != "timeout" or stored.verdict != "invalid"):
        return broken
    message = f"expected {stored.verdict}, found {verdict}: {report['feedback']}"
    line = report["line"] if stored.is_file else None
    if verdict == "pass":
        remedy = f"Have a check fail it, or {_moved(stored, verdict)} if it is right."
        return Finding(message, remedy, line=line, diff=_code(exercise.solution, stored))
    failing = [check["name"] for check in report["checks"] if check["verdict"] == "fail"]
    if stored.verdict == "pass" and failing:
        remedy = f"If it is right, mend the check {failing[0]}; if not, {_moved(stored, 'fail')}."
        return Finding(message, remedy, line=line, diff=_code(exercise.solution, stored))
    remedy = f"Correct it, or {_moved(stored, verdict)} with the feedback it gets."
    return Finding(message, remedy, line=line)


def _moved(stored: Stored, verdict: str) -> str:
    return f"move it to submissions/{verdict}/" if stored.is_file else f"write it as [[{verdict}]]"


def _unrecognised(stored: Stored, report: dict[str, Any]) -> Iterator[Finding]:
    """Why the feedback of a file whose verdict is right cannot come up, the first reason first."""
    checks = {check["name"]: check for check in report["checks"]}
    check = checks.get(stored.check)
    if check is None:
        message = f"there is no check {stored.check!r}."
        yield Finding(message, suggestion(stored.check, checks), line=stored.lines.get("check"))
    elif check["verdict"] != stored.verdict:
        yield _other_check(stored, check, checks)
    elif check["misconception"] != stored.name or not check["certain"]:
        yield _taken_for(stored, check)
    elif check["feedback"] not in report["feedback"]:
        named = [check["name"] for check in checks.values() if check["misconception"]]
        message = f"the learner gets the feedback of check {named[0]} first"
        remedy = f"Name {named[0]} in “check”, or have that check not recognise this file."
        yield _feedback(stored, message, remedy, check["feedback"], report["feedback"])
    else:
        for word in _FIELD.findall(stored.feedback):
            if f"{{{word}}}" in check["feedback"]:
                message = f"the feedback's field {word!r} is not a recorded label"
                remedy = f"Record it in the check {stored.check}, or use another field."
                yield Finding(message, remedy, line=stored.lines.get("feedback"))


def _other_check(stored: Stored, check: dict[str, Any], checks: dict[str, Any]) -> Finding:
    failing = [name for name, check in checks.items() if check["verdict"] == "fail"]
    message = f"check {stored.check}: expected {stored.verdict}, found {check['verdict']}"
    remedy = f"Name the check that fails: {', '.join(failing)}." if failing else "Name another."
    if check["verdict"] == "skip":
        message += ", so that its feedback cannot come up"
        remedy = f"{remedy[:-1]}, or take away the “after” of {stored.check}."
    return Finding(message, remedy, line=stored.lines.get("check"))


def _taken_for(stored: Stored, check: dict[str, Any]) -> Finding:
    other = check["misconception"]
    message = f"check {stored.check} does not recognise it"
    remedy = "Let the check record a value that tells it from what is right."
    if other:
        message = f"check {stored.check} mistakes it for {other}, whose trace is the same"
        remedy = "Delete one of the two, or let the check record a value that differs."
    return _feedback(stored, message, remedy, stored.feedback, check["feedback"])


def _feedback(stored: Stored, message: str, remedy: str, expected: str, actual: str) -> Finding:
    diff = f"- {expected}\n+ {actual}"
    return Finding(message, remedy, line=stored.lines.get("feedback"), diff=diff)


def _code(solution: str, stored: Stored) -> str:
    """What a submission does otherwise than the solution."""
    right, other = solution.splitlines(), stored.text[stored.code_start :].strip().splitlines()
    diff = list(unified_diff(right, other, "solution.py", stored.name, n=1, lineterm=""))
    return "\n".join([*diff[:MOST_LINES], *(["…"] if len(diff) > MOST_LINES else [])])


def finding_at_other_seeds(
    stored: Stored, exercise: CodeFolder, reports: ExerciseReports
) -> Finding | None:
    """A verdict at another seed that is not the one at seed 0."""
    for seed in reports.seeds[1:]:
        report = reports.report(stored.text, seed)
        if report["verdict"] != stored.verdict:
            message = f"gets {stored.verdict} at seed 0 and {report['verdict']} at seed {seed}"
            name = stored.check or next(
                (check["name"] for check in report["checks"] if check["verdict"] == "fail"), ""
            )
            where = f"the check {name}" if name else "the checks"
            remedy = f"Make {where} depend less on its random inputs."
            return failure(report, stored.name, exercise) or Finding(message, remedy)
    return None
