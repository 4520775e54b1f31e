"""``python -m tools mutants [ID …] [--json] [--write]``: what graders reject of wrong solutions."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from tools.common.paths import ROOT
from tools.common.spelling import suggestion
from tools.course.folder import Course, Loaded, load_course
from tools.mutants import table
from tools.mutants.grading import Result
from tools.mutants.score import Score, score_of


def main(arguments: list[str] | None = None, root: Path = ROOT) -> int:
    """Print the scores and the survivors.

    Returns: 0 if every mutant is rejected or declared, 1 if one survives, 2 for an unknown id.
    """
    asked = _parse(arguments)
    course = load_course(root)
    code = {name: one for name, one in course.exercises.items() if one.kind == "code"}
    unknown = [name for name in asked.ids if name not in code]
    if unknown:
        print(_unknown(unknown[0], course, code), file=sys.stderr)
        return 2
    scores = [_score(code[name]) for name in asked.ids or sorted(code)]
    if asked.write:
        table.write([one for one in scores if isinstance(one, Score)])
    if asked.json:
        print(json.dumps(_data(scores), ensure_ascii=False, indent=2))
    else:
        for score in scores:
            print(score if isinstance(score, str) else "\n".join(_lines(score)))
    return 0 if all(isinstance(one, Score) and one.value == 1.0 for one in scores) else 1


def _parse(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m tools mutants",
        description="Grade slightly wrong versions of each solution.",
    )
    parser.add_argument("ids", nargs="*", metavar="ID", help="of code exercises (default: all)")
    parser.add_argument("--json", action="store_true", help="print everything as JSON")
    parser.add_argument(
        "--write", action="store_true", help=f"also keep the scores in {table.SHOWN}"
    )
    asked = parser.parse_args(arguments)
    if asked.write and asked.ids:
        parser.error("--write keeps the scores of all exercises; name none")
    return asked


def _unknown(name: str, course: Course, code: dict[str, Loaded]) -> str:
    known = course.exercises.get(name)
    if known:
        return f"{name} is of kind {known.kind}; only a solution in code has mutants"
    return f"there is no exercise {name!r}. {suggestion(name, code)}"


def _score(loaded: Loaded) -> Score | str:
    """The score, or why there is none."""
    watched = sys.stderr.isatty()

    def tell(done: int, all_: int) -> None:
        if watched:
            print(f"\r· {loaded.id}: {done} of {all_}", end="", file=sys.stderr, flush=True)

    score = score_of(loaded, tell)
    if watched:
        print(f"\r{'':<70}\r", end="", file=sys.stderr, flush=True)
    return score or f"{loaded.id}: the solution itself does not pass"


def _lines(score: Score) -> list[str]:
    lines = [str(score)]
    for title, some in (("passes", score.survivors), ("breaks the grader", score.broken)):
        for one in some:
            lines += ["", f"  {title}: line {one.mutant.line}, {one.mutant.operator}"]
            lines += [f"    {line}" for line in one.mutant.diff.splitlines()]
    lines += [f"  [[equivalent]] no. {at + 1}: {why}" for at, why in score.needless.items()]
    return lines


def _data(scores: list[Score | str]) -> dict[str, Any]:
    return {
        "seed": 0,
        "exercises": {
            one.exercise: {**table.counts(one), "survivors": _mutants(one.survivors + one.broken)}
            for one in scores
            if isinstance(one, Score)
        },
        "errors": [one for one in scores if isinstance(one, str)],
    }


def _mutants(some: list[Result]) -> list[dict[str, Any]]:
    return [
        {
            "verdict": one.verdict,
            "operator": one.mutant.operator,
            "line": one.mutant.line,
            "diff": one.mutant.diff,
        }
        for one in some
    ]
