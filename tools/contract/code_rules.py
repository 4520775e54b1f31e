"""Rules for the texts of code exercises: what can be said of them before anything runs."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator

from grader.isolation.definitions import parse_define
from grader.isolation.fingerprint import fingerprint
from tools.common.problem import Finding
from tools.common.registry import Registry
from tools.course.kinds import CodeFolder
from tools.course.submissions import Stored

SHORTEST_LEAK = 12  # characters of a solution's line that a hint must not give away

MARKUP = re.compile(r"(?<![\w*])\*(?=\w)[^*\n]*\w\*(?![\w*])|`")

CODE_RULES = Registry[Callable[[CodeFolder], Iterator[Finding]]]()


@CODE_RULES.add("defines")
def defines(exercise: CodeFolder) -> Iterator[Finding]:
    """Every entry of ``defines`` is a name or a call, and the prompt mentions the name."""
    for entry in exercise.meta.defines:
        try:
            name = parse_define(entry)[0]
        except (SyntaxError, AttributeError):
            remedy = 'Write "name(first, second)" for a function, "name" for a value.'
            yield Finding(f"cannot read {entry!r}", remedy)
            continue
        if name not in exercise.prompt:
            message = f"the prompt does not mention {name}"
            yield Finding(message, "Say in the prompt what it must do.", "prompt.md")


@CODE_RULES.add("hints")
def hints(exercise: CodeFolder) -> Iterator[Finding]:
    """There are at least two hints, and none contains a line of the solution of 12 characters or
    more, unless the starter has it."""
    count = len(exercise.hints)
    if count < 2:
        message = f"{count} hint{'s' * (count != 1)}; at least 2 are needed"
        remedy = "Add a section that starts with ## and a title, from nudge to near-solution."
        yield Finding(message, remedy, "hints.md")
    solution, starter = (
        {line.strip() for line in text.splitlines()}
        for text in (exercise.solution, exercise.starter)
    )
    for line in sorted(line for line in solution - starter if len(line) >= SHORTEST_LEAK):
        if any(line in hint.text for hint in exercise.hints):
            message = f"a hint contains the solution's line “{line}”"
            yield Finding(message, "Describe the idea instead.", "hints.md")


@CODE_RULES.add("docstrings")
def docstrings(exercise: CodeFolder) -> Iterator[Finding]:
    """Every stored submission says what it is: in its entry of submissions.toml, or in TOML in the
    docstring that its file starts with."""
    for stored in exercise.stored:
        for mistake in stored.mistakes:
            remedy = 'Write check = "…" and feedback = "…", each on a line of its own.'
            if stored.is_file:
                remedy = (
                    'Start the file with """ check = "…" and feedback = "…" """, each on a line.'
                )
            yield stored.located(Finding(mistake, remedy))


@CODE_RULES.add("feedback")
def feedback(exercise: CodeFolder) -> Iterator[Finding]:
    """No two wrong submissions have the same feedback."""
    first: dict[str, Stored] = {}
    for stored in exercise.stored:
        if stored.verdict == "fail" and stored.feedback:
            other = first.setdefault(stored.feedback, stored)
            if other is not stored and not same_code(stored, other):  # a copy is told as such
                message = f"the feedback is the same as that of {other.name}"
                yield stored.located(Finding(message, "Describe this mistake."))


@CODE_RULES.add("plain-text")
def plain_text(exercise: CodeFolder) -> Iterator[Finding]:
    """What a Report says is plain text, without asterisks or backticks that would be read out."""
    remedy = "Remove these characters: Reports show them as they are."
    for stored in exercise.stored:
        if sign := MARKUP.search(stored.feedback):
            yield stored.located(Finding(f"the feedback has {sign[0]} in it", remedy))
    for line, text in _texts(exercise.grader):
        if sign := MARKUP.search(text):
            yield Finding(f"a text has {sign[0]} in it", remedy, "grader.py", line)
    prediction = exercise.meta.predict
    for text in (prediction.question, *prediction.choices, prediction.after) if prediction else ():
        if sign := MARKUP.search(text):
            yield Finding(f"the question before the code has {sign[0]} in it", remedy)


def _texts(grader: str) -> Iterator[tuple[int, str]]:
    """The texts of a grader.py that are not docstrings, with their lines; none if it is broken."""
    try:
        tree = ast.parse(grader)
    except SyntaxError:  # told by whoever runs it
        return
    silent = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    constants = (node for node in ast.walk(tree) if isinstance(node, ast.Constant))
    for node in constants:
        if isinstance(node.value, str) and id(node) not in silent:
            yield node.lineno, node.value


def same_code(stored: Stored, other: Stored) -> bool:
    """Whether two submissions differ in nothing but names of variables, comments and spaces."""
    code = fingerprint(stored.source)
    return stored.text == other.text or bool(code and code == fingerprint(other.source))


def lines_of_code(text: str) -> int:
    """How many lines say something to Python; docstrings, comments and empty lines do not."""
    lines: set[int] = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.stmt) and not _is_docstring(node):
            end = node.lineno if hasattr(node, "body") else node.end_lineno or node.lineno
            lines |= set(range(node.lineno, end + 1))
    return len(lines)


def _is_docstring(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def loop_depth(text: str) -> int:
    """How many loops stand inside each other, comprehensions included."""

    def depth(node: ast.AST) -> int:
        loop = isinstance(node, ast.For | ast.While | ast.comprehension)
        return loop + max(map(depth, ast.iter_child_nodes(node)), default=0)

    try:
        return depth(ast.parse(text))
    except (SyntaxError, ValueError):
        return 0
