"""The solution that a learner is shown."""

import runpy
from pathlib import Path
from typing import Any

EXERCISES = Path(__file__).parents[3] / "exercises"


def solution_of(exercise: str) -> dict[str, Any]:
    """The names that the solution of an exercise defines."""
    return runpy.run_path(str(EXERCISES / exercise / "solution.py"))
