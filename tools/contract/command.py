"""``python -m tools check [ID …] [--json | --watch]``: hold what is to be published against rules.

All problems are reported at once, each with its file, what is wrong and what to do. Numbers that
are not rules come before: for code the mutation score, and of how many mutants the feedback names
the mistake; for scenarios how often the judge of justifications is going to be unsure or wrong.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Collection, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path
from typing import NamedTuple

from tools.common.invocation import as_typed
from tools.common.paths import ROOT
from tools.common.problem import Problem
from tools.common.terminal import ink_for, say
from tools.contract.exercise_reports import ExerciseReports
from tools.contract.figure_rules import read_figures
from tools.contract.page_rules import read_pages
from tools.contract.problems import (
    OnChecked,
    exercise_problems,
    figure_problems,
    page_problems,
    rules,
    site_problems,
)
from tools.contract.style_rules import style_problems
from tools.course.folder import load_course
from tools.course.ids import trim_id, unknown_id
from tools.course.kinds import ClassifyFolder, ExerciseFolder
from tools.course.site_config import read_config
from tools.grading.pool import CORES, process_pool
from tools.judge.left_out import few_labelled, outlook_of

Checked = tuple[ExerciseFolder, ExerciseReports | None]


def check(
    root: Path, ids: list[str], on_checked: OnChecked = lambda exercise, reports: None
) -> list[Problem]:
    """Hold exercises, pages and figures below ``root`` against the contract.

    Args:
        ids: of exercises, pages and figures; all that the site shows if there is none.
        on_checked: called with each exercise that could be read, and with its Reports if it is one
            in code, in order.
    """
    with process_pool() as pool, ThreadPoolExecutor(CORES) as threads:
        course, pages = load_course(root), read_pages(root)
        figures = read_figures(root, pages)
        if ids:
            chosen, unknown = choose(ids, course.ids, pages.paths, figures)
        else:
            ids_shown = sorted(filter(read_config(root).shows, course.ids))
            chosen, unknown = Chosen(ids_shown, list(pages.paths), list(figures)), []
        problems = [problem for problem in course.problems if not problem.exercise]

        def check_one(id_: str) -> tuple[list[Problem], list[Checked]]:
            checked: list[Checked] = []
            found = exercise_problems(id_, course, pages, pool, lambda *one: checked.append(one))
            return [*found], checked

        for found, checked in threads.map(check_one, chosen.exercises):
            problems += found
            for folder, reports in checked:
                on_checked(folder, reports)
    problems += [*pages.problems, *site_problems(root)]
    for page in chosen.pages:
        problems += page_problems(page, pages, course)
    for figure in chosen.figures:
        problems += figure_problems(figures[figure])
    # of a broken exercise, style would tell the same slips again
    broken = {problem.exercise for problem in problems}
    places = [root / "exercises" / id_ for id_ in chosen.exercises if id_ not in broken]
    places += [*(pages.paths[page] for page in chosen.pages)]
    places += [*(figures[figure].path for figure in chosen.figures)]
    return [*unknown, *problems, *style_problems(root, places)]


class Chosen(NamedTuple):
    """What is to be checked, by id."""

    exercises: list[str]
    pages: list[str]
    figures: list[str]


def choose(
    ids: Iterable[str],
    exercises: Collection[str],
    pages: Collection[str],
    figures: Collection[str],
) -> tuple[Chosen, list[Problem]]:
    """What was asked for, and what there is not."""
    chosen, unknown = Chosen([], [], []), []
    for name in map(trim_id, ids):
        file = name.removeprefix("docs/")
        page = file.removesuffix(".md")
        figure = file.removeprefix("figures/").removesuffix(".py")
        if name in exercises:
            chosen.exercises.append(name)
        elif page in pages:
            chosen.pages.append(page)
        elif figure in figures:
            chosen.figures.append(figure)
        else:
            message, remedy = unknown_id(name, {*exercises, *pages, *figures})
            unknown.append(Problem("id", name, "exercises", message, remedy))
    return chosen, unknown


def main(arguments: list[str] | None = None) -> int:
    """Print the problems; 0 if there is none, 1 otherwise."""
    parser = argparse.ArgumentParser(
        prog="python -m tools check", description="Check exercises and pages against the contract."
    )
    parser.add_argument(
        "ids",
        nargs="*",
        metavar="ID",
        help="of exercises, such as topic/exercise, pages, such as concepts/page, and figures, "
        "such as figures/name (default: all)",
    )
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--json", action="store_true", help="print the problems as JSON")
    how.add_argument("--watch", action="store_true", help="check again whenever a file is saved")
    how.add_argument("--rules", action="store_true", help="print what the contract asks for")
    options = parser.parse_args(arguments)
    if options.watch:
        from tools.common.watch import watch

        watch([sys.executable, "-m", "tools.contract.command", *options.ids])
    if options.rules:
        say("\n".join(f"{name:<14} {sentence}" for name, sentence in rules()))
        return 0
    if options.json:
        problems = check(ROOT, options.ids)
        print(json.dumps([asdict(problem) for problem in problems], ensure_ascii=False, indent=2))
    else:
        problems = check(ROOT, options.ids, say_numbers)
        say(summary(problems))
    return 1 if problems else 0


def say_numbers(folder: ExerciseFolder, reports: ExerciseReports | None) -> None:
    """Print how many mutants are rejected, and how many of them without a mistake's name; or what
    the judge does with sentences, where few are labelled."""
    if reports and reports.scored:
        naming = reports.naming
        see = f" (see: {as_typed('mutants', f'{folder.id} --unnamed')})" if naming.unnamed else ""
        say(f"{reports.scored}\n{folder.id}: {naming}{see}")
    if isinstance(folder, ClassifyFolder) and (few := few_labelled(folder)):
        outlook = outlook_of(folder, few)
        say(f"{folder.id}: {outlook} (see: {as_typed('judge', folder.id)})")


def summary(problems: list[Problem]) -> str:
    """The problems as an author reads them, and their number."""
    ink = ink_for(sys.stdout)
    count = len(problems)
    end = ink("bad", f"{count} problem{'s' * (count != 1)} found.")
    return "\n".join(
        [
            *(problem.text(ink) for problem in problems),
            end if count else ink("good", "No problems found."),
        ]
    )


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:  # of the terminal, which `--watch` has as well
        sys.exit(130)
