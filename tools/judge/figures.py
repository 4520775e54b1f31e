"""Measures the figures of the judge that docs/data/judge.json keeps."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tools.common.files import write_whole
from tools.common.paths import ROOT
from tools.course.folder import Course
from tools.judge.evaluate import answers, figures, read
from tools.results import provenance
from tools.results.judge_table import FILE, SETS, WAYS

SENTENCES = ROOT / "tests" / "data" / "justifications"
COMMAND = "python -m tools judge --write"


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
        "date": provenance.today(),
        "versions": provenance.versions(),
        "figures": measure(course),
    }
    write_whole(file, json.dumps(kept, indent=1).encode() + b"\n")
