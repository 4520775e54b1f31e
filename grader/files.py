"""The names that compiled texts carry: tracebacks and failing cases go by them."""

from __future__ import annotations

FILE = "submission.py"
SCRATCH = "scratch.py"
GRADER_FILE = "grader.py"
SOLUTION_FILE = "solution.py"
