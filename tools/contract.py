"""``python -m tools check [ID …] [--json]``: what an exercise must satisfy to be published.

Each rule of ``tools.rules`` and ``tools.code_rules`` looks at one exercise; all problems are
reported at once, each with its file, what is wrong and what to do. For code the mutation score is
printed as well.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterable
from dataclasses import asdict
from pathlib import Path

from tools.child import GraderProcess, grader_process
from tools.code_rules import CODE_RULES, Grading
from tools.load import Course, load_course
from tools.mutants.score import Score
from tools.problem import Problem, near
from tools.rules import LOADING, RULES, Site, read_site

ROOT = Path(__file__).parent.parent
Told = Callable[[Score], None]


def rule_names() -> list[str]:
    """The names of all rules, those that reading the files enforces included."""
    return [*LOADING, *RULES, *CODE_RULES]


def problems_of(
    course: Course, site: Site, ids: Iterable[str], process: GraderProcess, told: Told
) -> list[Problem]:
    """All problems of the given exercises, those of reading their files first.

    Args:
        told: called with the mutation score of each code exercise.
    """
    wanted = list(ids)
    found = [one for one in course.problems if one.exercise in wanted or not one.exercise]
    for name in wanted:
        loaded = course.exercises.get(name)
        if loaded is None:
            continue
        for rule in RULES.values():
            found += rule(loaded, course, site)
        if loaded.kind == "code":
            grading = Grading(loaded, process)
            for code_rule in CODE_RULES.values():
                found += code_rule(loaded, course, grading)
            if grading.score:
                told(grading.score)
    return found


def check(root: Path, ids: list[str], told: Told = lambda score: None) -> list[Problem]:
    """Hold the exercises below ``root`` (all of them if ``ids`` is empty) against the contract."""
    course = load_course(root)
    known = {*course.exercises, *(one.exercise for one in course.problems if one.exercise)}
    unknown = [
        Problem("id", name, "exercises", f"there is no exercise {name!r}", near(name, known))
        for name in ids
        if name not in known
    ]
    with grader_process() as process:
        site = read_site(root)
        return unknown + problems_of(course, site, ids or sorted(known), process, told)


def main(arguments: list[str] | None = None) -> int:
    """Print the problems; 0 if there is none, 1 otherwise."""
    parser = argparse.ArgumentParser(
        prog="python -m tools check", description="Hold exercises against the contract."
    )
    parser.add_argument("ids", nargs="*", metavar="ID", help="exercise ids (default: all)")
    parser.add_argument("--json", action="store_true", help="print the problems as JSON")
    asked = parser.parse_args(arguments)
    problems = check(ROOT, asked.ids, (lambda score: None) if asked.json else print)
    if asked.json:
        print(json.dumps([asdict(one) for one in problems], ensure_ascii=False, indent=2))
    else:
        for one in problems:
            print(one)
        count = len(problems)
        print(f"{count} problem{'s' * (count != 1)} found." if count else "No problems found.")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
