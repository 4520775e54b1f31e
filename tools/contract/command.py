"""``python -m tools check [ID …] [--json | --watch]``: hold what is to be published against rules.

Each rule of ``exercise_rules`` and ``code_rules`` looks at one exercise, each of ``page_rules`` at
one page; all problems are reported at once, each with its file, what is
wrong and what to do. For code the mutation score is printed as well.
"""

from __future__ import annotations

import argparse
import inspect
import json
import sys
from collections.abc import Callable, Iterable
from dataclasses import asdict
from pathlib import Path

from tools.common.problem import Problem
from tools.common.terminal import ink_for, say
from tools.contract.code_rules import CODE_RULES
from tools.contract.exercise_reports import Grading
from tools.contract.exercise_rules import LOADING, RULES, Site, read_site
from tools.contract.page_rules import PAGE_RULES, Pages, read_pages
from tools.course.folder import Course, load_course, names
from tools.course.ids import no_such, trimmed
from tools.course.site_config import RULE, identity_problems, read_identity
from tools.course.todo import todo_problems
from tools.grading.pool import Pool, process_pool
from tools.mutants.score import Score

ROOT = Path(__file__).parents[2]
Told = Callable[[Score], None]
TEXTS = (".md", ".py", ".toml")


def rules() -> list[tuple[str, str]]:
    """Every rule with the sentence that says what it asks for: the start of its docstring."""
    functions = {**RULES, **CODE_RULES, **PAGE_RULES, RULE: identity_problems}
    texts = {name: inspect.getdoc(function) or "" for name, function in functions.items()}
    sentences = {name: text.partition("\n\n")[0] for name, text in texts.items()}
    return [*LOADING.items(), *sentences.items()]


def rule_names() -> list[str]:
    """The names of all rules."""
    return [name for name, _ in rules()]


def problems_of(
    course: Course, site: Site, ids: Iterable[str], pool: Pool, told: Told
) -> list[Problem]:
    """All problems of the given exercises, those of reading their files first.

    Args:
        told: called with the mutation score of each code exercise.
    """
    wanted = list(ids)
    found = [one for one in course.problems if one.exercise in wanted or not one.exercise]
    for name in wanted:
        found += unfinished(course, name)
        loaded = course.exercises.get(name)
        if loaded is None:
            continue
        for rule in RULES.values():
            found += rule(loaded, course, site)
        if loaded.kind == "code":
            grading = Grading(loaded, pool)
            for code_rule in CODE_RULES.values():
                found += code_rule(loaded, course, grading)
            if grading.score:
                told(grading.score)
    return found


def unfinished(course: Course, name: str) -> list[Problem]:
    """The to-dos in an exercise's folder, whether it can be read as an exercise or not."""
    folder = course.root / "exercises" / name
    paths = sorted(path for path in folder.rglob("*") if path.suffix in TEXTS and path.is_file())
    return list(todo_problems(name, ((course.file(path), path) for path in paths)))


def check(root: Path, ids: list[str], told: Told = lambda score: None) -> list[Problem]:
    """Hold exercises and pages below ``root`` (all that the site shows if
    ``ids`` is empty) against the contract."""
    course, pages = load_course(root), read_pages(root)
    known = {*course.exercises, *(one.exercise for one in course.problems if one.exercise)}
    wanted, read, unknown = [], [], []
    for name in map(trimmed, ids):
        page = name.removeprefix("docs/").removesuffix(".md")
        if name in known:
            wanted.append(name)
        elif page in pages.paths:
            read.append(page)
        else:
            message, remedy = no_such(course, name, pages.paths)
            unknown.append(Problem("id", name, "exercises", message, remedy))
    if not ids:
        shown = read_identity(root).shows
        wanted, read = sorted(filter(shown, known)), list(pages.paths)
    with process_pool() as pool:
        found = problems_of(course, read_site(root), wanted, pool, told)
    found += [*pages.problems, *identity_problems(root, names(root))]
    return unknown + found + problems_of_pages(course, pages, read)


def problems_of_pages(course: Course, pages: Pages, ids: Iterable[str]) -> list[Problem]:
    """All problems of the given pages."""
    rules = PAGE_RULES.values()
    return [one for page in ids for rule in rules for one in rule(page, pages, course)]


def main(arguments: list[str] | None = None) -> int:
    """Print the problems; 0 if there is none, 1 otherwise."""
    parser = argparse.ArgumentParser(
        prog="python -m tools check", description="Hold exercises and pages against the contract."
    )
    parser.add_argument(
        "ids",
        nargs="*",
        metavar="ID",
        help="of exercises, such as topic/exercise, and pages, such as concepts/page "
        "(default: all)",
    )
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--json", action="store_true", help="print the problems as JSON")
    how.add_argument("--watch", action="store_true", help="check again whenever a file is saved")
    asked = parser.parse_args(arguments)
    if asked.watch:
        from tools.common.watch import watch

        watch([sys.executable, "-m", "tools.contract.command", *asked.ids])
    problems = check(ROOT, asked.ids, (lambda score: None) if asked.json else print)
    if asked.json:
        print(json.dumps([asdict(one) for one in problems], ensure_ascii=False, indent=2))
    else:
        say(summary(problems))
    return 1 if problems else 0


def summary(problems: list[Problem]) -> str:
    """The problems as an author reads them, and their number."""
    ink = ink_for(sys.stdout)
    count = len(problems)
    end = ink("bad", f"{count} problem{'s' * (count != 1)} found.")
    return "\n".join(
        [*(one.text(ink) for one in problems), end if count else ink("good", "No problems found.")]
    )


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:  # of the terminal, which `--watch` has as well
        sys.exit(130)
