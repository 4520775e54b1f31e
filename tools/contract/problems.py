"""All rules, and the one loop that makes problems of what they find."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from grader.exercise import CodeExercise
from tools.common.problem import Finding, Problem
from tools.contract import number_rules  # noqa: F401 - registers its rules
from tools.contract.code_rules import CODE_RULES, GRADED_RULES
from tools.contract.exercise_reports import ExerciseReports
from tools.contract.exercise_rules import EXERCISE_RULES, Site
from tools.contract.figure_rules import FIGURE_RULES, FigureFile
from tools.contract.page_rules import PAGE_RULES, Pages
from tools.contract.recall_rules import RECALL_RULES
from tools.contract.scenario_rules import SCENARIO_RULES
from tools.contract.site_rules import SITE_RULES, line_of
from tools.course.folder import Course
from tools.course.ids import exercise_ids
from tools.course.kinds import ClassifyFolder, ExerciseFolder, RecallFolder
from tools.course.site_config import CONFIG, read_config
from tools.course.text import read_text
from tools.course.todo import todo_findings
from tools.course.toml_lines import line_about
from tools.grading.pool import Pool
from tools.mutants.score import Score

# What reading the files enforces, in tools.course.
READING_RULES = {
    "id": "Folders are named `<topic>/<slug>` in lower-case letters, digits and hyphens.",
    "toml": "`exercise.toml` is valid TOML.",
    "keys": "Every key is known, present and of the right type.",
    "changes": "Every change in `submissions.toml` fits the solution.",
    "files": "No file of the exercise is missing, no stray one lies about, and all are UTF-8"
    " (line ends, tabs and byte order marks are free).",
}
TEXTS = (".md", ".py", ".toml")

OnScore = Callable[[Score, CodeExercise], None]


def rules() -> list[tuple[str, str]]:
    """Every rule with the sentence, in Markdown, that says what it asks for."""
    registries = (EXERCISE_RULES, SCENARIO_RULES, RECALL_RULES, CODE_RULES, GRADED_RULES)
    functions: dict[str, Callable[..., object]] = {}
    for registry in (*registries, PAGE_RULES, FIGURE_RULES, SITE_RULES):
        functions.update(registry)
    documented = {name: inspect.getdoc(function) or "" for name, function in functions.items()}
    first = {name: re.split(r"\n\s*\n", text)[0] for name, text in documented.items()}
    sentences = {name: " ".join(text.replace("``", "`").split()) for name, text in first.items()}
    return [*READING_RULES.items(), *sentences.items()]


def exercise_problems(
    exercise: ExerciseFolder, course: Course, site: Site, pool: Pool, on_score: OnScore
) -> Iterator[Problem]:
    """What is wrong with an exercise that could be read.

    Args:
        on_score: called with the mutation score, if it is a code exercise, and with the exercise
            as it recognises mistakes.
    """
    for rule, findings in _findings(exercise, course, site, pool, on_score):
        for finding in findings:
            path = exercise.folder / (finding.file or "exercise.toml")
            line = finding.line
            if path.name == "exercise.toml" and not line:
                line = line_about(read_text(path), rule, finding.message)
            yield _problem(rule, finding, course.file(path), line, exercise.id)


def page_problems(page: str, pages: Pages, course: Course) -> Iterator[Problem]:
    """What is wrong with a page."""
    for name, rule in PAGE_RULES.items():
        for finding in rule(page, pages, course):
            yield _problem(name, finding, pages.file(page), finding.line)


def figure_problems(figure: FigureFile) -> Iterator[Problem]:
    """What is wrong with a figure."""
    path = figure.path.relative_to(figure.root).as_posix()
    for name, rule in FIGURE_RULES.items():
        for finding in rule(figure):
            yield _problem(name, finding, path, finding.line)


def site_problems(root: Path) -> Iterator[Problem]:
    """What is wrong with what mkdocs.yml says of the site."""
    config, ids = read_config(root), exercise_ids(root)
    text = read_text(root / CONFIG) if config.extra else ""
    for name, rule in SITE_RULES.items():
        for finding in rule(config, ids):
            line = finding.line or line_of(text, finding.words)
            yield _problem(name, finding, CONFIG, line)


def unfinished(course: Course, id_: str) -> Iterator[Problem]:
    """The to-dos in an exercise's folder, whether it can be read as an exercise or not."""
    folder = course.root / "exercises" / id_
    for path in sorted(path for path in folder.rglob("*") if path.suffix in TEXTS):
        for finding in todo_findings(path) if path.is_file() else ():
            yield _problem("todo", finding, course.file(path), finding.line, id_)


def _findings(
    exercise: ExerciseFolder, course: Course, site: Site, pool: Pool, on_score: OnScore
) -> Iterator[tuple[str, Iterable[Finding]]]:
    """What each rule finds, by the rule's name."""
    for name, rule in EXERCISE_RULES.items():
        yield name, rule(exercise, course, site)
    if isinstance(exercise, ClassifyFolder):
        yield from ((name, rule(exercise)) for name, rule in SCENARIO_RULES.items())
    elif isinstance(exercise, RecallFolder):
        yield from ((name, rule(exercise)) for name, rule in RECALL_RULES.items())
    else:
        reports = ExerciseReports(exercise, pool)
        yield from ((name, rule(exercise, reports)) for name, rule in CODE_RULES.items())
        if reports.gradable:
            yield from ((name, rule(exercise, reports)) for name, rule in GRADED_RULES.items())
        if reports.score:
            on_score(reports.score, reports.exercise)


def _problem(
    rule: str, finding: Finding, file: str, line: int | None, exercise: str = ""
) -> Problem:
    return Problem(rule, exercise, file, finding.message, finding.remedy, line, finding.diff)
