"""Run: execute a submission and the scratch area below it, and show what came out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from grader.feedback.exceptions import learner_line, words_of
from grader.files import FILE, SCRATCH
from grader.isolation.clean_state import clean_state
from grader.isolation.compilation import compile_submission
from grader.isolation.source_text import Invalid, read_source
from grader.isolation.submission import fresh_namespace
from grader.values.describe import type_name

MOST_POINTS = 500
MOST_PLOTS = 10

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
        namespace = fresh_namespace(_shower(plots))
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


def _shower(plots: list[dict[str, Any]]) -> Any:
    def show(x: Any, *ys: Any, labels: Sequence[str] = (), title: str = "") -> None:
        """Draw a line plot of one or more y against x; show(y) counts x from 0.

        Args:
            x: float[N]. ys: float[N] each. labels: one name per line. title: above the plot.

        Raises:
            ValueError: if lengths differ or a value is no number.
        """
        values = [np.asarray(one, dtype=float).reshape(-1) for one in (x, *ys)]
        if not ys:
            values = [np.arange(len(values[0]), dtype=float), *values]
        if len({len(one) for one in values}) > 1:
            lengths = ", ".join(str(len(one)) for one in values)
            raise ValueError(f"show() needs arrays of equal length, found lengths {lengths}")
        if len(plots) < MOST_PLOTS:
            plots.append(_plot(values, [str(label) for label in labels], str(title)))

    show.__qualname__ = "show"  # the name that a wrong call is told
    return show


def _plot(values: list[np.ndarray], labels: list[str], title: str) -> dict[str, Any]:
    count = len(values[0])
    kept = np.unique(np.linspace(0, max(count - 1, 0), min(count, MOST_POINTS)).astype(int))
    x = _json(values[0][kept])
    series = [
        {"label": labels[i] if i < len(labels) else "", "x": x, "y": _json(y[kept])}
        for i, y in enumerate(values[1:])
    ]
    return {"title": title, "series": series}


def _json(values: np.ndarray) -> list[float | None]:
    return [float(value) if np.isfinite(value) else None for value in values]  # a gap in the line
