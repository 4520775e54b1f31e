"""One JSON text in, one JSON text out; nothing else crosses the border of the grader's process.

This is how the browser's worker and the command line's child process call the grader.
"""

from __future__ import annotations

import json
import warnings
from contextlib import suppress
from typing import Any

from grader import grade
from grader.exercise import CodeExercise, exercise_from_data
from grader.feedback.exceptions import FILE, SCRATCH
from grader.isolation import clean_state, submission
from grader.isolation.fingerprint import fingerprint
from grader.isolation.scratch_run import run_both
from grader.isolation.submission import Invalid, read, require_shallow
from grader.kinds.code import trace_at


def answer(request: str) -> str:
    """Answer a request.

    Args:
        request: ``{"do": "grade", "exercise", "submission", "seed"}``,
            with ``"stop": true`` if the first failing check is enough,
            ``{"do": "trace", "exercise", "submission", "check"}``,
            ``{"do": "run", "submission", "scratch"}`` or ``{"do": "fingerprint", "submission"}``.

    Returns:
        ``{"report", "discard"}``, ``{"trace", "discard"}``, ``{"run", "discard"}`` or
        ``{"fingerprint"}``; ``discard`` says that this interpreter should not be used again.

    Raises:
        KeyError: if the request is none of these.
    """
    asked = json.loads(request)
    return json.dumps(_ANSWERS[asked["do"]](asked))


def prepare(request: str) -> bool:
    """Compile what a request holds, which takes more room on the stack than running it may have.

    Returns:
        Whether answering it runs learners' code.
    """
    asked = json.loads(request)
    exercise = asked.get("exercise", {})
    ours = {f"{name}.py": exercise[name] for name in ("solution", "grader") if name in exercise}
    texts = {FILE: asked.get("submission"), SCRATCH: asked.get("scratch")}
    for file, text in texts.items():
        with suppress(Invalid):  # which is said when it is graded
            whole = read(text)
            require_shallow(whole)
            ours[file] = whole
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        submission.prepare(ours)
    return bool(asked["do"] != "fingerprint")


def _grade(asked: dict[str, Any]) -> dict[str, Any]:
    exercise = exercise_from_data(asked["exercise"])
    report = grade(exercise, asked["submission"], asked.get("seed", 0), asked.get("stop", False))
    return {"report": report.data(), "discard": clean_state.spoiled}


def _run(asked: dict[str, Any]) -> dict[str, Any]:
    result = run_both(asked["submission"], asked.get("scratch", ""))
    return {"run": result, "discard": clean_state.spoiled}


def _fingerprint(asked: dict[str, Any]) -> dict[str, Any]:
    return {"fingerprint": fingerprint(asked["submission"])}


def _trace(asked: dict[str, Any]) -> dict[str, Any]:
    exercise = exercise_from_data(asked["exercise"])
    if not isinstance(exercise, CodeExercise):
        raise KeyError("only code leaves a trace")
    trace = trace_at(exercise, asked["submission"], asked["check"])
    return {"trace": trace, "discard": clean_state.spoiled}


_ANSWERS = {"grade": _grade, "trace": _trace, "run": _run, "fingerprint": _fingerprint}
