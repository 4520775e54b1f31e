"""``python -m tools judge FILE.jsonl``: how well the judge of justifications does on sentences.

Each line of FILE is ``{"item", "text", "label"}``. Sentences of FILE that are among the labelled
ones of an exercise are left out of the fit. With ``--cross-validate`` the judge of each scenario is
fitted without any of that scenario's sentences in ``justifications.jsonl``: what remains of the
scenario is its rubric and its examples in ``exercise.toml``, which are its data.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from tools.course.folder import load_course
from tools.judge import figures as judge_figures
from tools.judge.evaluate import ANSWERS, answers, figures, read

ROOT = Path(__file__).parents[2]


def main(arguments: list[str]) -> int:
    """Print the table, or its numbers as JSON; 2 if FILE cannot be read."""
    parser = argparse.ArgumentParser(prog="python -m tools judge", description=__doc__)
    parser.add_argument("file", type=Path, metavar="FILE.jsonl", nargs="?")
    parser.add_argument("--write", action="store_true", help="measure anew what the pages show")
    parser.add_argument("--json", action="store_true", help="print the numbers as JSON")
    parser.add_argument(
        "--cross-validate", action="store_true", help="fit each scenario's judge without it"
    )
    asked = parser.parse_args(arguments)
    course = load_course(ROOT)
    if asked.write:
        judge_figures.write(course)
        return 0
    if asked.file is None:
        parser.error("name a FILE of labelled sentences")
    try:
        sentences = read(asked.file, course)
    except (OSError, ValueError) as error:
        print(f"error: {asked.file}: {error}", file=sys.stderr)
        return 2
    found = figures(answers(course, sentences, asked.cross_validate))
    print(json.dumps(found, indent=2) if asked.json else table(found))
    return 0


def table(found: dict[str, Any]) -> str:
    """The numbers for a terminal."""
    head = f"{'label':<8}" + "".join(f"{answer:>8}" for answer in ANSWERS)
    rows = [
        f"{label:<8}" + "".join(f"{row[answer]:>8}" for answer in ANSWERS)
        for label, row in found["confusion"].items()
    ]
    rates = [
        f"{name.replace('_', ' '):<20}{found[name]:>8.3f}"
        for name in ("coverage", "accuracy", "kappa", "wrong_called_sound")
    ]
    return "\n".join([f"{found['sentences']} sentences; what the judge said:", head, *rows, *rates])
