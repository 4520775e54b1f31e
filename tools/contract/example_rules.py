"""The rule that calls in a prompt's code give what is written beside them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import Any

import numpy as np

from tools.common.problem import Finding
from tools.contract.exercise_reports import ExerciseReports
from tools.contract.graded_rules import RIGHT_RULES
from tools.course.embeds import code_blocks
from tools.course.kinds import CodeFolder
from tools.course.text import read_text
from tools.numbers.printed import agrees, correct_text, numbers
from tools.numbers.values import Value, plain

_COMMENT = re.compile(r"#\s*(?P<words>[^#]*?)\s*$")


# after the solution has passed: its code may be run here
@RIGHT_RULES.add("calls")
def calls(exercise: CodeFolder, reports: ExerciseReports) -> Iterator[Finding]:
    """What a prompt's code says of a call, as in ``double(2)  # 4``, is what the solution gives;
    calls with names that the code does not define, such as ``rng``, are left out.
    """
    yield from example_findings(read_text(exercise.folder / "prompt.md"), exercise.solution)


def example_findings(text: str, solution: str) -> Iterator[Finding]:
    """What is wrong with the examples of a prompt."""
    names: dict[str, Any] = {"np": np}
    exec(solution, names)
    for block, first in code_blocks(text):
        for finding, line in _findings(block, dict(names)):
            yield Finding(*finding, file="prompt.md", line=first + line)


def _findings(code: str, names: dict[str, Any]) -> Iterator[tuple[tuple[str, str], int]]:
    """Message, remedy and line of what is wrong in a block of code."""
    lines = [*code.splitlines(), ""]
    try:
        statements = ast.parse(code).body
    except SyntaxError as error:
        yield (
            (f"the example is not valid Python: {error.msg}", "Correct this line."),
            error.lineno or 1,
        )
        return
    for statement in statements:
        comment, line = _comment(lines, statement)
        try:
            value = _value(statement, names)
        except NameError:
            continue
        except Exception as error:
            failure = f"{ast.unparse(statement)} ends with {type(error).__name__}: {error}"
            yield (failure, "Correct the example, or the solution."), statement.lineno
        else:
            message = _disagreement(comment, value) if value is not None else None
            yield from [(message, line)] if message else []


def _comment(lines: list[str], statement: ast.stmt) -> tuple[str, int]:
    """What stands behind a statement, or below it, and the line."""
    end = statement.end_lineno or statement.lineno
    after = lines[end - 1].encode()[statement.end_col_offset or 0 :].decode()
    if behind := _COMMENT.search(after):
        return behind["words"], end
    below = _COMMENT.match(lines[end])
    return (below["words"] if below else ""), end + 1


def _value(statement: ast.stmt, names: dict[str, Any]) -> Value | None:
    """What a statement gives; None if it gives no number."""
    if not isinstance(statement, ast.Expr):
        exec(ast.unparse(statement), names)
        return None
    value = eval(ast.unparse(statement), names)
    try:
        return plain(value)
    except (TypeError, ValueError):
        return None


def _disagreement(words: str, value: Value) -> tuple[str, str] | None:
    """Message and remedy, if a comment's last numbers are not those of its call."""
    if isinstance(value, bool):
        truth = words.partition(" ")[0].strip(".,;")
        wrong = truth in ("True", "False") and truth != str(value)
        return (
            (f"{truth} is printed, and the call gives {value}", f"Write {value}.")
            if wrong
            else None
        )
    printed = list(numbers(words))[-len(value) :] if value else []
    if not printed:
        return None
    if len(printed) < len(value):
        message = f"“{words}” has {len(printed)} numbers, and the call gives {len(value)}"
        return message, "Print all of them, in their order."
    if all(map(agrees, printed, value)):
        return None
    start = printed[0].match.start()
    right = words[:start] + correct_text(words[start:], value)
    return f"“{words}” is not what the call gives", f"Write “{right}”, or correct the call."
