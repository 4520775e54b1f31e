"""docs/data/mutants.json: the scores of all exercises, for a page and for those who compare."""

from __future__ import annotations

import json
import platform
from collections import Counter
from datetime import UTC, datetime
from typing import Any

import numpy as np

from grader.report import __version__
from tools.common.paths import ROOT
from tools.mutants.score import Score, percent

SHOWN = "docs/data/mutants.json"
FILE = ROOT / SHOWN
HEAD = ("Exercise", "Mutants", "Rejected", "Right ways", "Declared equivalent", "Score")


def counts(score: Score) -> dict[str, Any]:
    """The numbers of an exercise."""
    return {
        "mutants": score.mutants,
        "rejected": len(score.rejected),
        "remarks": len(score.remarks),
        "declared": len(score.declared),
        "score": score.value,
        "by": dict(Counter(one.by for one in score.rejected)),
    }


def data(scores: list[Score]) -> dict[str, Any]:
    """All that is kept."""
    return {
        "format": 1,
        "command": "python -m tools mutants --write",
        "seed": 0,
        "date": datetime.now(UTC).date().isoformat(),
        "versions": {
            "Python": platform.python_version(),
            "NumPy": np.__version__,
            "grader": __version__,
        },
        "exercises": {one.exercise: counts(one) for one in scores},
    }


def write(scores: list[Score]) -> None:
    """Keep the scores."""
    FILE.write_text(json.dumps(data(scores), ensure_ascii=False, indent=1) + "\n", "utf-8")


def markdown(content: bytes) -> str:
    """The kept scores as a Markdown table, and below it how they were measured."""
    kept = json.loads(content)
    rows = [HEAD, ("---",) + ("---:",) * (len(HEAD) - 1)]
    for name, one in kept["exercises"].items():
        numbers = [str(one[key]) for key in ("mutants", "rejected", "remarks", "declared")]
        rows.append((name, *numbers, percent(one["score"]).replace(" ", "\u00a0")))
    versions = ", ".join(f"{name} {version}" for name, version in kept["versions"].items())
    lines = [f"| {' | '.join(row)} |" for row in rows]
    how = f"Measured on {kept['date']} with `{kept['command']}`, seed {kept['seed']}; {versions}."
    return "\n".join([*lines, "", how])
