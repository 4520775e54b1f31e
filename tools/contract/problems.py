"""All rules, and the one loop that makes problems of what they find."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from tools.common.problem import Finding, Problem, join_names
from tools.contract import example_rules, letter_rules, number_rules  # noqa: F401 - they register
from tools.contract.code_rules import CODE_RULES
from tools.contract.exercise_reports import ExerciseReports
from tools.contract.exercise_rules import EXERCISE_RULES
from tools.contract.figure_rules import FIGURE_RULES, FigureFile
from tools.contract.graded_rules import LAYERS, SOLUTION_RULES
from tools.contract.page_rules import PAGE_RULES, Pages
from tools.contract.recall_rules import RECALL_RULES
from tools.contract.scenario_rules import SCENARIO_RULES
from tools.contract.site_rules import SITE_RULES, line_of
from tools.contract.style_rules import STYLE_RULES
from tools.course.folder import Course
from tools.course.kinds import ClassifyFolder, CodeFolder, ExerciseFolder, RecallFolder
from tools.course.site_config import CONFIG, read_config
from tools.course.text import read_text
from tools.course.todo import todo_findings
from tools.course.toml_lines import line_about
from tools.grading.pool import Pool

# What reading the files enforces, in tools.course.
READING_RULES = {
    "id": "Folders are named `<topic>/<slug>` in lower-case letters, digits and hyphens.",
    "toml": "`exercise.toml` is valid TOML.",
    "keys": "Every key is known, present and of the right type.",
    "changes": "Every change in `submissions.toml` fits the solution.",
    "files": "No file of the exercise is missing, there is no stray one, and all are UTF-8"
    " (line ends, tabs and byte order marks are free).",
}
REFITS = "judge"  # of the rules for scenarios: it fits the judge six times
TEXTS = (".md", ".py", ".toml")

OnChecked = Callable[[ExerciseFolder, ExerciseReports | None], None]


def rules() -> list[tuple[str, str]]:
    """Every rule with the sentence, in Markdown, that says what it asks for."""
    registries: list[Mapping[str, Callable[..., object]]] = [EXERCISE_RULES, SCENARIO_RULES]
    registries += [RECALL_RULES, CODE_RULES, *LAYERS.values()]
    registries += [PAGE_RULES, FIGURE_RULES, SITE_RULES, STYLE_RULES]
    functions: dict[str, Callable[..., object]] = {}
    for registry in registries:
        functions.update(registry)
    documented = {name: inspect.getdoc(function) or "" for name, function in functions.items()}
    first = {name: re.split(r"\n\s*\n", text)[0] for name, text in documented.items()}
    sentences = {name: " ".join(text.replace("``", "`").split()) for name, text in first.items()}
    return [*READING_RULES.items(), *sentences.items()]


def exercise_problems(
    id_: str,
    course: Course,
    pages: Pages,
    pool: Pool,
    on_checked: OnChecked,
    *,
    thorough: bool = True,
) -> Iterator[Problem]:
    """What is wrong with an exercise: its files, and for code what running them shows.

    Args:
        on_checked: called with the exercise if it could be read, and with its Reports if it is
            one in code.
        thorough: whether mutants, copied answers and other seeds than 0 are looked at, too, and
            what the judge of scenarios makes of sentences that are left out of its fit.
    """
    yield from todo_problems(course, id_)
    unread = [problem for problem in course.problems if problem.exercise == id_]
    unfit = [problem for problem in unread if problem.rule == "changes"]
    broken = [problem for problem in unread if problem.rule in ("toml", "keys")]
    exercise = course.exercises.get(id_)
    others = [problem for problem in unread if problem.rule != "changes"]
    if exercise is None:
        yield from _then_unseen(others, ["the rest of the exercise"])
        return
    yield from _then_unseen(
        others, [*LAYERS] if broken and isinstance(exercise, CodeFolder) else []
    )
    yield from file_problems(exercise, course, pages, thorough=thorough)
    reports = None
    if isinstance(exercise, CodeFolder) and not broken:
        reports = ExerciseReports(exercise, pool, thorough=thorough)
        yield from _in_layers(exercise, reports, unfit, course)
    on_checked(exercise, reports)


def file_problems(
    exercise: ExerciseFolder, course: Course, pages: Pages, *, thorough: bool = True
) -> Iterator[Problem]:
    """What the files of an exercise show before anything runs."""
    rules = [(name, rule(exercise, course, pages)) for name, rule in EXERCISE_RULES.items()]
    if isinstance(exercise, ClassifyFolder):
        names = [name for name in SCENARIO_RULES if thorough or name != REFITS]
        rules += [(name, SCENARIO_RULES[name](exercise)) for name in names]
    elif isinstance(exercise, RecallFolder):
        rules += [(name, rule(exercise)) for name, rule in RECALL_RULES.items()]
    elif isinstance(exercise, CodeFolder):
        rules += [(name, rule(exercise)) for name, rule in CODE_RULES.items()]
    for name, findings in rules:
        yield from (_placed(name, finding, exercise, course) for finding in findings)


def _in_layers(
    exercise: CodeFolder, reports: ExerciseReports, unfit: list[Problem], course: Course
) -> Iterator[Problem]:
    """What running the files shows, down to the first layer that something is wrong with.

    Args:
        unfit: changes that do not fit the solution, which come up once it passes.
    """
    below = [*LAYERS]
    for registry in LAYERS.values():
        below = below[1:]
        problems = [
            _placed(name, finding, exercise, course)
            for name, rule in registry.items()
            for finding in rule(exercise, reports)
        ]
        if registry is SOLUTION_RULES:
            problems = problems or unfit
        if problems:
            yield from _then_unseen(problems, below)
            return


def _then_unseen(problems: list[Problem], unseen: list[str]) -> Iterator[Problem]:
    """Problems, with what was therefore not looked at."""
    yield from problems[:-1]
    for last in problems[-1:]:
        note = f"\nNot looked at yet: {join_names(unseen)}." if unseen else ""
        yield replace(last, remedy=last.remedy + note)


def _placed(rule: str, finding: Finding, exercise: ExerciseFolder, course: Course) -> Problem:
    path = exercise.folder / (finding.file or "exercise.toml")
    line = finding.line
    if path.name == "exercise.toml" and not line:
        line = line_about(read_text(path), rule, finding.message)
    return _problem(rule, finding, course.file(path), line, exercise.id)


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
    """What is wrong with the site as a whole."""
    text = read_text(root / CONFIG) if read_config(root).extra else ""
    for name, rule in SITE_RULES.items():
        for finding in rule(root):
            line = finding.line or line_of(text, finding.words)
            yield _problem(name, finding, finding.file or CONFIG, line)


def todo_problems(course: Course, id_: str) -> Iterator[Problem]:
    """The to-dos in an exercise's folder, whether it can be read as an exercise or not."""
    folder = course.root / "exercises" / id_
    for path in sorted(path for path in folder.rglob("*") if path.suffix in TEXTS):
        for finding in todo_findings(path) if path.is_file() else ():
            yield _problem("todo", finding, course.file(path), finding.line, id_)


def _problem(
    rule: str, finding: Finding, file: str, line: int | None, exercise: str = ""
) -> Problem:
    return Problem(rule, exercise, file, finding.message, finding.remedy, line, finding.diff)
