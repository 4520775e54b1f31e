"""docs/data/mutants.json: the mutation scores of all exercises, and their table on a page."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from grader.report import __version__
from tools.common.files import write_whole
from tools.common.paths import ROOT
from tools.results import markdown_table, provenance

SHOWN = "docs/data/mutants.json"
FILE = ROOT / SHOWN
HEAD = ("Exercise", "Mutants", "Rejected", "Right ways", "Declared equivalent", "Score")


def percent(share: float) -> str:
    """A share in per cent, never rounded up to 100."""
    return f"{int(1000 * share) / 10:g} %"


def write(exercises: Mapping[str, Mapping[str, Any]], file: Path = FILE) -> None:
    """Keep the numbers of all exercises, by their ids."""
    content = {
        "format": 1,
        "command": "python -m tools mutants --write",
        "seed": 0,
        "date": provenance.today(),
        "versions": provenance.versions(grader=__version__),
        "exercises": exercises,
    }
    write_whole(file, (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode())


def kept_counts(root: Path, exercise: str) -> dict[str, Any] | None:
    """The numbers kept of an exercise; empty if there are none, None where no page shows any."""
    if not (root / SHOWN).is_file():
        return None
    numbers = rows(root).get(exercise, {})
    return {name: number for name, number in numbers.items() if name != "version"}


def rows(root: Path) -> dict[str, dict[str, Any]]:
    """The numbers kept of each exercise, with its version when they were counted."""
    file = root / SHOWN
    exercises: dict[str, dict[str, Any]] = (
        json.loads(file.read_bytes())["exercises"] if file.is_file() else {}
    )
    return exercises


def versions(root: Path) -> dict[str, str]:
    """The version of each exercise whose numbers are kept."""
    return {name: numbers["version"] for name, numbers in rows(root).items()}


def markdown(content: bytes) -> str:
    """The kept scores as a Markdown table, and below it how they were measured."""
    record = json.loads(content)
    rows: list[markdown_table.Cells] = [[[title] for title in HEAD]]
    for name, counts in record["exercises"].items():
        numbers = [str(counts[key]) for key in ("mutants", "rejected", "remarks", "declared")]
        score = percent(counts["score"]).replace(" ", "\u00a0")
        rows.append([[name], *([number] for number in numbers), [score]])
    versions = provenance.join_versions(record["versions"])
    measured = f"Measured on {record['date']} with `{record['command']}`, seed {record['seed']}"
    lines = [*markdown_table.responsive(rows), "", f"{measured}; {versions}."]
    return "\n".join(markdown_table.fold(f"Mutants: {len(record['exercises'])} exercises", lines))
