"""The names that compiled texts carry, by which tracebacks and failing cases go; and lines."""

from __future__ import annotations

FILE = "submission.py"
SCRATCH = "scratch.py"
GRADER_FILE = "grader.py"
SOLUTION_FILE = "solution.py"


def lines_of(text: str) -> list[str]:
    """The lines of source text as Python counts them: for ``splitlines`` a form feed ends one."""
    lines = text.split("\n")
    return lines[:-1] if lines[-1] == "" else lines
