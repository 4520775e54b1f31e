"""Rules for what a prompt shows and promises: its calls give what is written beside them, copying
their answers is not enough to pass, and the sizes that it allows are asked for."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import Any

import numpy as np

from tools.common.problem import Finding
from tools.contract.exercise_reports import SEEDS, ExerciseReports
from tools.contract.graded_rules import MUTANT_RULES, RIGHT_RULES
from tools.course.embeds import code_blocks
from tools.course.kinds import CodeFolder
from tools.course.text import read_text
from tools.numbers.printed import agrees, correct_text, numbers
from tools.numbers.values import Value, plain

SIZES = """Let a check ask for it, or say in the row of the prompt's table what is allowed, as in
“K ≥ 2” for an axis or a list and “0 or more” for a number. Where that cannot be said there, give
the reason in exercise.toml: untried = {"%s" = "…"}.""".replace("\n", " ")
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


@MUTANT_RULES.add("copies")
def copies(exercise: CodeFolder, reports: ExerciseReports) -> Iterator[Finding]:
    """Nobody passes who copies answers: who returns the first answer that the page or a check
    shows, whatever the arguments, or repeats the answers of seed 0 at another seed."""
    passing = reports.copies
    checks = [check["name"] for check in reports.report(exercise.solution)["checks"]]
    for source in passing["hard_coders"][:1]:
        origin = f"of check {source}" if source in checks else "in prompt.md"
        message = f"a function that always returns the first answer {origin} passes all checks"
        remedy = "Let a check call it with other arguments too, of another size, drawn from rng."
        yield Finding(message, remedy, "grader.py", _line_of(exercise, source))
    if not passing["hard_coders"] and len(passing["seeds"]) == len(SEEDS) - 1:
        message = "the answers of seed 0 pass at other seeds: no check notices that they are copied"
        remedy = f"Let a check draw its inputs from rng: {' or '.join(checks)}."
        yield Finding(message, remedy, "grader.py", _line_of(exercise, checks[-1]))


def _line_of(exercise: CodeFolder, check: str) -> int | None:
    """The line of a check in grader.py."""
    for number, line in enumerate(exercise.grader.splitlines(), 1):
        if line.startswith(f"def {check}("):
            return number
    return None


@MUTANT_RULES.add("sizes")
def sizes(exercise: CodeFolder, reports: ExerciseReports) -> Iterator[Finding]:
    """Nobody passes whose functions are right for some sizes only: not for the smallest, which is
    1 unless the prompt's table says otherwise, or for those of their first call alone."""
    if reports.sizes is None:
        return
    needless = set(exercise.meta.untried)
    for case in reports.sizes:
        name = f"{case['function']} {case['size']}"
        needless.discard(name)
        if case["function"] not in exercise.meta.uses and name not in exercise.meta.untried:
            yield Finding(_of_size(**case), SIZES % name, "grader.py")
    for name in sorted(needless):
        message = f"untried excuses {name}, for which the checks ask"
        yield Finding(message, "Delete it.", "exercise.toml")


def _of_size(
    function: str, size: str, value: float, other: bool, checks: list[str], thin: bool
) -> str:
    """What is wrong with the checks, in a case of ``grader.kinds.sizes``."""
    where = f"with another {size} than {value}" if other else f"with {size} = {value}"
    if not checks:
        return f"no check calls {function} {where}; the prompt allows it"
    passing = f"{' and '.join(checks)} pass{'es' * (len(checks) == 1)}"
    what = "lacks its axes of length 1" if thin else "is wrong"
    return f"where what {function} returns {where} {what}, {passing}"
