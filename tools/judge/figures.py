"""The figures of the judge that are kept in docs/data/judge.json, and their table on a page."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from tools.common.files import write_whole
from tools.common.paths import ROOT
from tools.course.folder import Course
from tools.judge.evaluate import answers, figures, read

FILE = ROOT / "docs" / "data" / "judge.json"
SENTENCES = ROOT / "tests" / "data" / "justifications"
COMMAND = "python -m tools judge --write"
# What a page calls them, and the figures' key.
SETS = {
    "dev": "180 sentences that were looked at while building",
    "unseen": "90 that nobody had looked at, until they led to one change of a threshold",
    "blind": "90 more that nobody had looked at",
}
WAYS = {
    "fitted": "fitted on all labelled sentences of the exercise",
    "held_out": "the scenario's labelled sentences left out",
}


def measure(course: Course) -> dict[str, dict[str, Any]]:
    """The figures for each set of sentences, fitted in each way."""
    rates = {}
    for name in SETS:
        sentences = read(SENTENCES / f"{name}.jsonl", course)
        rates[name] = {way: figures(answers(course, sentences, way == "held_out")) for way in WAYS}
    return rates


def write(course: Course, file: Path = FILE) -> None:
    """Measure, and keep the figures with how they were made. No seed: nothing in it is random."""
    kept = {
        "command": COMMAND,
        "date": datetime.now(UTC).date().isoformat(),
        "versions": {"NumPy": np.__version__},
        "figures": measure(course),
    }
    write_whole(file, json.dumps(kept, indent=1).encode() + b"\n")


def markdown(content: bytes) -> str:
    """The table of docs/data/judge.json as Markdown, and below it how it was measured."""
    kept = json.loads(content)
    rows: list[tuple[str, ...]] = [
        ("Sentences", "The judge", "Answered", "Of these right", "Cohen’s κ", "Wrong called sound"),
        ("---",) * 6,
    ]
    for name, title in SETS.items():
        for way, how in WAYS.items():
            one = kept["figures"][name][way]
            shares = (one["coverage"], one["accuracy"], one["kappa"], one["wrong_called_sound"])
            texts = [f"{100 * share:.1f} %" for share in shares]
            texts[2] = f"{one['kappa']:.2f}"
            rows.append((title, how, *texts))
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([*lines, "", f"Measured on {kept['date']} with `{kept['command']}`."])
