"""``python -m tools mutants [ID …] [--json] [--write] [--unnamed]``: what becomes of mutants.

How many of them the graders reject, or which of them are rejected with no more than a generic text.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tools.common.cluster import add_cluster_option
from tools.common.paths import ROOT
from tools.common.spelling import suggestion
from tools.course.folder import Course, load_course
from tools.course.kinds import CodeFolder
from tools.mutants.generic_texts import generic_texts_of, lines_of
from tools.mutants.grading import OnProgress, Result, results_on
from tools.mutants.score import Score, score_from, score_of
from tools.results import mutants_table


def main(arguments: list[str] | None = None, root: Path = ROOT) -> int:
    """Print the scores and the survivors.

    Returns: 0 if every mutant is rejected or declared, or with --unnamed, 1 if one survives, 2 for
    an unknown id.
    """
    options = _parse(arguments)
    course = load_course(root)
    code = course.code
    unknown = [name for name in options.ids if name not in code]
    if unknown:
        print(_unknown(unknown[0], course, code), file=sys.stderr)
        return 2
    if options.unnamed:
        for name in options.ids or sorted(code):
            texts = generic_texts_of(code[name])
            print("\n".join(lines_of(code[name], texts, whole=options.all)))
        return 0
    unchanged = _still_true(root, code) if options.write and not options.all else {}
    wanted = [code[name] for name in options.ids or sorted(code.keys() - unchanged.keys())]
    scores = _scores_on(options.dask, wanted) if options.dask else [*map(_score, wanted)]
    if options.write:
        counted = {
            score.exercise: {"version": code[score.exercise].exercise.version, **score.counts()}
            for score in scores
            if isinstance(score, Score)
        }
        scored = dict(sorted({**unchanged, **counted}.items()))
        mutants_table.write(scored, root / mutants_table.SHOWN)
    if options.json:
        print(json.dumps(_data(scores), ensure_ascii=False, indent=2))
    else:
        for score in scores:
            print(score if isinstance(score, str) else "\n".join(_lines(score)))
    return 0 if all(isinstance(score, Score) and score.value == 1.0 for score in scores) else 1


def _parse(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m tools mutants",
        description="Grade slightly wrong versions of each solution.",
    )
    parser.add_argument("ids", nargs="*", metavar="ID", help="of code exercises (default: all)")
    parser.add_argument("--json", action="store_true", help="print everything as JSON")
    parser.add_argument(
        "--write",
        action="store_true",
        help=f"also keep the scores in {mutants_table.SHOWN}, of the exercises that have changed",
    )
    parser.add_argument(
        "--unnamed",
        action="store_true",
        help="show the mutants whose learner reads a generic text, the likeliest mistakes first, "
        "each with the number that `new fail` takes",
    )
    parser.add_argument(
        "--all",
        action="store_true",
        help="with --unnamed: the unlikely ones too; with --write: count all exercises again",
    )
    add_cluster_option(parser, "which grades the mutants")
    options = parser.parse_args(arguments)
    if options.write and options.ids:
        parser.error("--write finds out by itself which exercises have changed: do not name any")
    if options.unnamed and (options.write or options.json or options.dask):
        parser.error("--unnamed is for reading; it goes with no other option but --all")
    return options


def _unknown(name: str, course: Course, code: dict[str, CodeFolder]) -> str:
    folder = course.exercises.get(name)
    if folder:
        return f"{name} is of kind {folder.kind}; only a solution in code has mutants"
    return f"there is no exercise {name!r}. {suggestion(name, code)}"


def _still_true(root: Path, code: dict[str, CodeFolder]) -> dict[str, Any]:
    """What is kept of the exercises that have not changed since."""
    rows = mutants_table.rows(root)
    return {
        name: rows[name]
        for name in code.keys() & rows.keys()
        if rows[name]["version"] == code[name].exercise.version
    }


def _score(exercise: CodeFolder) -> Score | str:
    """The score, or why there is none."""
    with _progress(exercise.id) as on_progress:
        score = score_of(exercise, on_progress)
    return score or _no_score(exercise)


def _scores_on(cluster: str, exercises: list[CodeFolder]) -> list[Score | str]:
    with _progress("mutants") as on_progress:
        results = results_on(cluster, exercises, on_progress)
    found = [(exercise, results[exercise.id]) for exercise in exercises]
    return [
        _no_score(exercise) if each is None else score_from(exercise, each)
        for exercise, each in found
    ]


def _no_score(exercise: CodeFolder) -> str:
    return f"{exercise.id}: the solution itself does not pass"


@contextmanager
def _progress(name: str) -> Iterator[OnProgress]:
    """What shows on a terminal how far something is; gone at the end of the block."""
    watched = sys.stderr.isatty()

    def on_progress(done: int, total: int) -> None:
        if watched:
            print(f"\r· {name}: {done} of {total}", end="", file=sys.stderr, flush=True)

    yield on_progress
    if watched:
        print(f"\r{'':<70}\r", end="", file=sys.stderr, flush=True)


def _lines(score: Score) -> list[str]:
    lines = [str(score)]
    for title, results in (("passes", score.survivors), ("breaks the grader", score.broken)):
        for result in results:
            lines += ["", f"  {title}: line {result.mutant.line}, {result.mutant.operator}"]
            lines += [f"    {line}" for line in result.mutant.diff.splitlines()]
    lines += [f"  [[equivalent]] no. {at + 1}: {why}" for at, why in score.needless.items()]
    return lines


def _data(scores: list[Score | str]) -> dict[str, Any]:
    return {
        "seed": 0,
        "exercises": {
            score.exercise: {
                **score.counts(),
                "survivors": _mutants(score.survivors + score.broken),
            }
            for score in scores
            if isinstance(score, Score)
        },
        "errors": [why for why in scores if isinstance(why, str)],
    }


def _mutants(results: list[Result]) -> list[dict[str, Any]]:
    return [
        {
            "verdict": result.verdict,
            "operator": result.mutant.operator,
            "line": result.mutant.line,
            "diff": result.mutant.diff,
        }
        for result in results
    ]
