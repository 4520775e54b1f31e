"""``python -m tools judge ID | FILE.jsonl``: how well the judge of justifications does.

For an exercise: how it does on each scenario's labelled sentences, leaving them out of the fit, and
which sentence to label next where there are few. For a file, how it does on the sentences there.
Each line of FILE is ``{"item", "text", "label"}``. Sentences of FILE that are among the labelled
ones of an exercise are left out of the fit. With ``--cross-validate`` the judge of each scenario is
fitted without any of that scenario's sentences in ``justifications.jsonl``: what remains of the
scenario is its rubric and its examples in ``exercise.toml``, which are its data. With
``--withhold`` its examples are left out as well.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from tools.common.paths import ROOT
from tools.course.folder import Course, load_course
from tools.course.ids import ID, trim_id, unknown_id
from tools.judge import figures as judge_figures
from tools.judge.evaluate import ANSWERS, answers, figures, read
from tools.judge.left_out import few_labelled, outlook_of
from tools.judge.next_sentence import next_sentence


def main(arguments: list[str]) -> int:
    """Print the table, or its numbers as JSON; 2 if FILE cannot be read."""
    parser = argparse.ArgumentParser(prog="python -m tools judge", description=__doc__)
    parser.add_argument("what", metavar="ID | FILE.jsonl", nargs="?")
    parser.add_argument("--write", action="store_true", help="measure again what the pages show")
    parser.add_argument("--json", action="store_true", help="print the numbers as JSON")
    parser.add_argument(
        "--cross-validate", action="store_true", help="fit each scenario's judge without it"
    )
    parser.add_argument(
        "--withhold", action="store_true", help="fit it without the scenario's examples, too"
    )
    options = parser.parse_args(arguments)
    course = load_course(ROOT)
    if options.write:
        judge_figures.write(course)
        return 0
    if options.what is None:
        parser.error("name an exercise of scenarios, or a FILE of labelled sentences")
    file, id_ = Path(options.what), trim_id(options.what)
    if not file.is_file() and ID.fullmatch(id_):
        return say_outlooks(course, id_)
    try:
        sentences = read(file, course)
    except (OSError, ValueError) as error:
        print(f"error: {file}: {error}", file=sys.stderr)
        return 2
    rates = figures(answers(course, sentences, options.cross_validate, options.withhold))
    print(json.dumps(rates, indent=2) if options.json else table(rates))
    return 0


def say_outlooks(course: Course, id_: str) -> int:
    """Print what is to be expected of an exercise's judge; 2 if it has none."""
    folder = course.classify.get(id_)
    if folder is None:
        print(*unknown_id(id_, course.classify), file=sys.stderr)
        return 2
    few = few_labelled(folder)
    for scenario in folder.meta.item:
        outlook = outlook_of(folder, [scenario.id])
        print(f"{scenario.id}: {outlook or 'no labelled sentence'}")
        if scenario.id in few:
            print(f"    {next_sentence(folder, scenario.id)}")
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
