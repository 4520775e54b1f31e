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

from tools.common.paths import ROOT
from tools.course.folder import load_course
from tools.judge import figures as judge_figures
from tools.judge.evaluate import ANSWERS, answers, figures, read


def main(arguments: list[str]) -> int:
    """Print the table, or its numbers as JSON; 2 if FILE cannot be read."""
    parser = argparse.ArgumentParser(prog="python -m tools judge", description=__doc__)
    parser.add_argument("file", type=Path, metavar="FILE.jsonl", nargs="?")
    parser.add_argument("--write", action="store_true", help="measure anew what the pages show")
    parser.add_argument("--json", action="store_true", help="print the numbers as JSON")
    parser.add_argument(
        "--cross-validate", action="store_true", help="fit each scenario's judge without it"
    )
    options = parser.parse_args(arguments)
    course = load_course(ROOT)
    if options.write:
        judge_figures.write(course)
        return 0
    if options.file is None:
        parser.error("name a FILE of labelled sentences")
    try:
        sentences = read(options.file, course)
    except (OSError, ValueError) as error:
        print(f"error: {options.file}: {error}", file=sys.stderr)
        return 2
    rates = figures(answers(course, sentences, options.cross_validate))
    print(json.dumps(rates, indent=2) if options.json else table(rates))
    return 0


def table(rates: dict[str, Any]) -> str:
    """The numbers for a terminal."""
    head = f"{'label':<8}" + "".join(f"{answer:>8}" for answer in ANSWERS)
    rows = [
        f"{label:<8}" + "".join(f"{row[answer]:>8}" for answer in ANSWERS)
        for label, row in rates["confusion"].items()
    ]
    lines = [
        f"{name.replace('_', ' '):<20}{rates[name]:>8.3f}"
        for name in ("coverage", "accuracy", "kappa", "wrong_called_sound")
    ]
    return "\n".join([f"{rates['sentences']} sentences; what the judge said:", head, *rows, *lines])
