"""Run: execute a submission and the scratch area below it, and show what came out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from grader.feedback.exceptions import learner_line, words_of
from grader.files import FILE, SCRATCH
from grader.isolation.clean_state import clean_state
from grader.isolation.compilation import compile_submission
from grader.isolation.source_text import Invalid, read_source
from grader.isolation.submission import fresh_namespace
from grader.values.describe import type_name
from grader.values.show import recorder

Attempt = Callable[[Callable[[], None]], tuple[None, BaseException | None]]


def run_both(submission: Any, scratch: str = "") -> dict[str, Any]:
    """Execute the submission, then the scratch area in the same namespace.

    Returns:
        ``{"stdout", "stdout_cut", "plots", "error"}``; ``error`` is None or
        ``{"type", "message", "line", "where": "submission" | "scratch", "python"}``.
    """
    plots: list[dict[str, Any]] = []
    error = None
    with clean_state(0) as state:
        attempt = state.trusted.attempt
        namespace = fresh_namespace(recorder(plots), "__main__")  # as when a file is run
        for where, file, source in (
            ("submission", FILE, submission),
            ("scratch", SCRATCH, scratch),
        ):
            if error is None and (where == "submission" or str(source).strip()):
                error = _execute(source, file, namespace, where, attempt)
    output = state.output
    return {"stdout": output.text(), "stdout_cut": output.cut, "plots": plots, "error": error}


def _execute(
    source: Any,
    file: str,
    namespace: dict[str, Any],
    where: str,
    attempt: Attempt,
) -> dict[str, Any] | None:
    try:
        code = compile_submission(read_source(source), file)
    except Invalid as invalid:
        return _error("SyntaxError", invalid.feedback, invalid.line, where, invalid.python)
    _, error = attempt(lambda: exec(code, namespace))
    if error is None:
        return None
    line = learner_line(error, file)
    words = words_of(error, (FILE, SCRATCH))
    message = words.strip().rpartition("\n")[2]
    return _error(type_name(error), message, line, where, words)


def _error(kind: str, message: str, line: int | None, where: str, python: str) -> dict[str, Any]:
    return {"type": kind, "message": message, "line": line, "where": where, "python": python}
