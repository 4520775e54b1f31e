"""What a Report on one of an exercise's own files says other than it should, told to its author."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import unified_diff
from typing import Any, NamedTuple

from grader.report import ENDED
from grader.values.trace import fill
from tools.common.spelling import suggestion
from tools.course.folder import Loaded
from tools.course.submissions import Stored

OURS = ("grader.py", "solution.py")
MOST_LINES = 40  # of a diff
COPE = "Make the check cope with whatever a submission returns."
_FIELD = re.compile(r"\{([^{}]+)\}")
_FRAME = re.compile(r'^ *File "(grader\.py|solution\.py)", line (\d+)', re.MULTILINE)


class Mismatch(NamedTuple):
    """What is wrong, what to do, and where.

    Attributes:
        file: name in the exercise's folder, where it is another than the graded one.
        line: in the file.
        diff: expected and found, or right and wrong, line by line.
    """

    message: str
    remedy: str
    file: str = ""
    line: int | None = None
    diff: str = ""


def failure(report: dict[str, Any], what: str, loaded: Loaded) -> Mismatch | None:
    """What an author is told when the grader itself failed on ``what``; None if it did not."""
    verdict = report["verdict"]
    if verdict == "internal_error":
        file, line = broken_at(report["python"])
        words = report["python"].strip().rpartition("\n")[2]
        remedy = COPE if what != "the solution" else "Correct this line; the rest can wait for it."
        return Mismatch(f"grading {what} stopped with {words}", remedy, file, line)
    if report["feedback"] == ENDED:
        message = f"grading {what} ended the Python process"
        return Mismatch(message, "Look for a call such as os._exit(), and delete it.", "grader.py")
    if verdict == "timeout" and report["line"] is None:
        message = f"grading {what} takes longer than {loaded.meta.seconds:g} s, in grader.py itself"
        remedy = "Look for a loop in it that never ends; if it is just long, raise “seconds”."
        return Mismatch(message, remedy, "grader.py")
    return None


def broken_at(traceback: str) -> tuple[str, int | None]:
    """The last line of grader.py or solution.py in a traceback."""
    frames = _FRAME.findall(traceback)
    return (frames[-1][0], int(frames[-1][1])) if frames else ("grader.py", None)


def of_solution(report: dict[str, Any], seed: int, loaded: Loaded) -> Mismatch | None:
    """Why the solution does not pass; None if it does."""
    if report["verdict"] == "pass":
        return None
    message = f"the solution gets {report['verdict']} at seed {seed}: {report['feedback']}"
    found = next((one for one in report["checks"] if one["verdict"] == "fail"), None)
    remedy = f"Correct it, or the check {found['name']}." if found else "Correct it."
    told = Mismatch(message, remedy, line=report["line"])
    return failure(report, "the solution", loaded) or told


def of_starter(report: dict[str, Any], seed: int, loaded: Loaded) -> Mismatch | None:
    """Why the starter will not do; None if it will."""
    if report["verdict"] == "pass":
        message = f"the starter gets pass at seed {seed}: {report['feedback']}"
        return Mismatch(message, "Take from it what the learner is to write.")
    return failure(report, "the starter", loaded) if report["verdict"] != "timeout" else None


def of_stored(one: Stored, report: dict[str, Any], loaded: Loaded) -> Mismatch | None:
    """How a stored submission's Report differs from what the file claims; None if it does not."""
    if report["verdict"] != one.verdict:
        return _other_verdict(one, report, loaded)
    if one.verdict in ("invalid", "timeout"):
        expected = fill(one.feedback, {})
        if report["feedback"] == expected:
            return None
        message = "the learner gets another feedback than the docstring says"
        return _feedback(one, message, "Write what is found.", expected, report["feedback"])
    return next(_unrecognised(one, report), None) if one.check else None


def _other_verdict(one: Stored, report: dict[str, Any], loaded: Loaded) -> Mismatch:
    verdict = report["verdict"]
    broken = failure(report, f"submissions/{one.verdict}/{one.name}.py", loaded)
    if broken and (verdict != "timeout" or one.verdict != "invalid"):
        return broken
    message = f"expected {one.verdict}, found {verdict}: {report['feedback']}"
    line = report["line"]
    if verdict == "pass":
        remedy = "Have a check fail it, or move it to submissions/pass/ if it is right."
        return Mismatch(message, remedy, line=line, diff=_code(loaded.solution, one))
    failing = [each["name"] for each in report["checks"] if each["verdict"] == "fail"]
    if one.verdict == "pass" and failing:
        remedy = (
            f"If it is right, mend the check {failing[0]}; if not, move it to submissions/fail/."
        )
        return Mismatch(message, remedy, line=line, diff=_code(loaded.solution, one))
    remedy = f"Correct it, or move it to submissions/{verdict}/ with the feedback it gets."
    return Mismatch(message, remedy, line=line)


def _unrecognised(one: Stored, report: dict[str, Any]) -> Iterator[Mismatch]:
    """Why the feedback of a file whose verdict is right cannot come up, the first reason first."""
    checks = {each["name"]: each for each in report["checks"]}
    found = checks.get(one.check)
    if found is None:
        message = f"there is no check {one.check!r}."
        yield Mismatch(message, suggestion(one.check, checks), line=_line(one, "check"))
    elif found["verdict"] != one.verdict:
        yield _other_check(one, found, checks)
    elif found["misconception"] != one.name:
        yield _taken_for(one, found)
    elif found["feedback"] not in report["feedback"]:
        named = [each["name"] for each in checks.values() if each["misconception"]]
        message = f"the learner gets the feedback of check {named[0]} first"
        remedy = f"Name {named[0]} in “check”, or have that check not recognise this file."
        yield _feedback(one, message, remedy, found["feedback"], report["feedback"])
    else:
        for word in _FIELD.findall(one.feedback):
            if f"{{{word}}}" in found["feedback"]:
                message = f"the feedback's field {word!r} is no recorded label"
                remedy = f"Record it in the check {one.check}, or use another field."
                yield Mismatch(message, remedy, line=_line(one, "feedback"))


def _other_check(one: Stored, found: dict[str, Any], checks: dict[str, Any]) -> Mismatch:
    failing = [name for name, each in checks.items() if each["verdict"] == "fail"]
    message = f"check {one.check}: expected {one.verdict}, found {found['verdict']}"
    remedy = f"Name the check that fails: {', '.join(failing)}." if failing else "Name another."
    if found["verdict"] == "skip":
        message += ", so that its feedback cannot come up"
        remedy = f"{remedy[:-1]}, or take away the “after” of {one.check}."
    return Mismatch(message, remedy, line=_line(one, "check"))


def _taken_for(one: Stored, found: dict[str, Any]) -> Mismatch:
    other = found["misconception"]
    message = f"check {one.check} does not recognise it"
    remedy = "Have the check record a value that tells it from what is right."
    if other:
        message = f"check {one.check} takes it for {other}, whose trace is the same"
        remedy = "Delete one of the two, or have the check record a value that differs."
    return _feedback(one, message, remedy, one.feedback, found["feedback"])


def _feedback(one: Stored, message: str, remedy: str, expected: str, found: str) -> Mismatch:
    diff = f"- {expected}\n+ {found}"
    return Mismatch(message, remedy, line=_line(one, "feedback"), diff=diff)


def _line(one: Stored, key: str) -> int | None:
    """The line on which a key of the docstring stands."""
    found = re.search(rf"^{key} *=", one.text, re.MULTILINE)
    return one.text.count("\n", 0, found.start()) + 1 if found else None


def _code(solution: str, one: Stored) -> str:
    """What a submission does otherwise than the solution."""
    docstring = re.compile(r'\A\ufeff?\s*r?("""|\'\'\')(.*?)\1\s*', re.DOTALL)
    right, other = (docstring.sub("", text).splitlines() for text in (solution, one.text))
    diff = list(unified_diff(right, other, "solution.py", one.path.name, n=1, lineterm=""))
    return "\n".join([*diff[:MOST_LINES], *(["…"] if len(diff) > MOST_LINES else [])])
