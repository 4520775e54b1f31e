"""The rule that numbers are what their origins give, for pages and exercises."""

from __future__ import annotations

import ast
import re
import traceback
from collections.abc import Iterator
from pathlib import Path

from tools.common.problem import Finding
from tools.contract.exercise_rules import EXERCISE_RULES
from tools.contract.figure_rules import FIGURE_RULES, FigureFile
from tools.contract.page_rules import PAGE_RULES, Pages
from tools.course.folder import Course
from tools.course.kinds import ExerciseFolder
from tools.course.origins import Origin, definitions, origins, unclear_origins
from tools.course.submissions import TABLE
from tools.course.text import read_text
from tools.figures.figure import Figure, captions
from tools.numbers.printed import agrees, correct_text, numbers
from tools.numbers.values import DefinitionError, Scope, Value, defined_by

TEXTS = ("exercise.toml", "prompt.md", "hints.md", TABLE, "submissions/*/*.py")
FORM = "{{ 0.24 = expression }}"


@PAGE_RULES.add("numbers")
def numbers_of_page(page: str, pages: Pages, course: Course) -> Iterator[Finding]:
    """The rule below, on a page."""
    yield from number_findings(read_text(pages.paths[page]), pages.root, pages.file(page))


@EXERCISE_RULES.add("numbers")
def numbers_of_exercise(
    exercise: ExerciseFolder, course: Course, pages: Pages
) -> Iterator[Finding]:
    """The rule below, in an exercise's texts."""
    paths = (path for name in TEXTS for path in sorted(exercise.folder.glob(name)))
    for path in filter(Path.is_file, paths):  # a folder in a file's place is told as such
        for finding in number_findings(read_text(path), course.root, course.file(path)):
            yield finding.within(path.relative_to(exercise.folder).as_posix())


@FIGURE_RULES.add("numbers")
def numbers_of_figure(file: FigureFile) -> Iterator[Finding]:
    """Every number with its origin beside it, as in ``{{ 0.24 = expression }}``, is what the
    expression gives, to as many digits as it shows: on a page, in an exercise, in a caption.
    """
    if isinstance(file.figure, Figure):
        name = file.path.relative_to(file.root).as_posix()
        yield from number_findings(captions_as_page(file.path), file.root, name)


def captions_as_page(path: Path) -> str:
    """A figure's captions as a page would have them: each on its line, and below them what their
    expressions use of the figure's file."""
    text = read_text(path)
    page = ""
    for line, words in captions(text):
        page += "\n" * (line - 1 - page.count("\n")) + words
    defined = {name for statement in ast.parse(text).body for name in defined_by(statement)}
    names = {name for origin in origins(page) for name in re.findall(r"\w+", origin.expression)}
    lines = [f'{name} = figure("{path.stem}").{name}' for name in sorted(names & defined)]
    return "\n".join([page, "<!-- numbers", *lines, "-->", ""]) if lines else page


def number_findings(text: str, root: Path, file: str) -> Iterator[Finding]:
    """What is wrong with the numbers of a file.

    Args:
        root: of the course.
        file: its path below the root.
    """
    for words, line in unclear_origins(text):
        remedy = f"Write {FORM}, with a space inside the braces and beside the equals sign."
        yield Finding(f"{words} shows its origin to readers", remedy, line=line)
    if not any(origins(text)):
        return
    try:
        scope = Scope(root, file, definitions(text))
    except SyntaxError as error:
        message = f"the comment “numbers” is not valid Python: {error.msg}"
        yield Finding(message, "Correct this line.", line=error.lineno)
        return
    try:
        for origin in origins(text):
            yield from _findings(origin, scope, file)
    except DefinitionError as error:  # of which every origin would complain
        cause = error.__cause__
        message = f"the comment “numbers” cannot be run: {type(cause).__name__}: {cause}"
        yield Finding(message, "Correct this line.", line=_line(cause, file))


def _line(error: BaseException | None, file: str) -> int | None:
    """The line of a file's definitions at which Python stopped; None if it is in none of them."""
    frames = traceback.extract_tb(error.__traceback__) if error else []
    lines = [frame.lineno for frame in frames if frame.filename == file and frame.lineno]
    return max(lines) if lines and max(lines) > 1 else None  # an expression is a line of its own


def _findings(origin: Origin, scope: Scope, file: str) -> Iterator[Finding]:
    try:
        value = scope.value(origin.expression)
    except DefinitionError:
        raise
    except Exception as error:
        line = _line(error, file) or origin.line
        message = f"{origin.expression} does not give a number: {type(error).__name__}: {error}"
        remedy = f"Correct the expression of “{origin.printed}” on line {origin.line}"
        ending = "." if line == origin.line else ", or what it calls here."
        yield Finding(message, remedy + ending, line=line)
        return
    if difference := disagreement(origin, value):
        message, remedy = difference
        yield Finding(message, remedy, line=origin.line)


def disagreement(origin: Origin, value: Value) -> tuple[str, str] | None:
    """Message and remedy, if a text does not say what its expression gives."""
    printed = list(numbers(origin.printed))
    expression = origin.expression
    if isinstance(value, bool):
        if any(number.match["whole"] for number in printed):
            message = f"“{origin.printed}” holds numbers, and {expression} gives {value}"
            return message, "Let the expression give the numbers, in their order."
        message = f"“{origin.printed}” is not true: {expression} gives False"
        return None if value else (message, "Correct the words, or the expression.")
    if len(printed) != len(value):
        texts = ", ".join(f"{number:.6g}" for number in value)
        message = f"“{origin.printed}” has {len(printed)} numbers, {expression} gives {texts}"
        return message, "Let the expression give the printed numbers, in their order."
    pairs = [pair for pair in zip(printed, value, strict=True) if not agrees(*pair)]
    if not pairs:
        return None
    wrong = ", ".join(number.text for number, _ in pairs)
    right = ", ".join(f"{number:.6g}" for _, number in pairs)
    message = f"{wrong} is printed, and {expression} gives {right}"
    return message, f"Write “{correct_text(origin.printed, value)}”, or correct the expression."
