"""From a solution to its mutants: each differs in one place, and no two are the same code."""

from __future__ import annotations

import ast
import difflib
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from tools.common.plain_code import plain_code, plain_statements

# Each registers its kinds of change.
from tools.mutants import calls, expressions, operands, statements  # noqa: F401
from tools.mutants.operators import OPERATORS
from tools.mutants.source import FUNCTIONS, Edited, Source


@dataclass(frozen=True)
class Mutant:
    """A slightly wrong version of a solution.

    Attributes:
        operator: the kind of change.
        line: line of the solution at which it was made.
        text: the whole source.
        diff: the function's name between ``@@``, then the lines that changed.
        place: among what the operator makes of this part of the code, the likeliest first.
        code: as ``plain_code`` has it.
    """

    operator: str
    line: int
    text: str
    diff: str
    place: int = 0
    code: str = field(default="", repr=False)


def mutants_of(solution: str, passed_over: Collection[str] = ()) -> Sequence[Mutant]:
    """Every mutant that Python can read, in the order of the solution's lines.

    Args:
        passed_over: lines, without indentation, in which nothing is changed.

    Raises:
        SyntaxError: if ``solution`` is not Python.
    """
    return _mutants_of(solution, frozenset(passed_over))


@lru_cache(maxsize=16)  # one check asks for those of a solution again and again
def _mutants_of(solution: str, passed_over: frozenset[str]) -> tuple[Mutant, ...]:
    source = Source(solution)
    plain = [plain_statements(statement) for statement in source.statements()]
    codes = {plain_code(plain)}
    mutants: list[Mutant] = []
    lines = solution.splitlines()
    for node in source.nodes():
        if passed_over and lines[getattr(node, "lineno", 1) - 1].strip() in passed_over:
            continue
        for name, operator in OPERATORS.items():
            for place, edits in enumerate(operator(source, node)):
                edited = source.edited(edits)
                if edited is None or not _compiles(edited.changed):
                    continue
                before, behind = plain[: edited.first], plain[edited.last :]
                code = plain_code([*before, plain_statements(edited.changed), *behind])
                if code not in codes:
                    codes.add(code)
                    line, diff = getattr(node, "lineno", 1), _diff(source, node, edited)
                    mutants.append(Mutant(name, line, edited.text, diff, place, code))
    return tuple(mutants)


def _compiles(text: bytes) -> bool:
    try:
        compile(text, "mutant", "exec", dont_inherit=True)
    except SyntaxError:  # such as a return outside a function
        return False
    return True


def _diff(source: Source, node: ast.AST, edited: Edited) -> str:
    name = node.name if isinstance(node, FUNCTIONS) else source.function_of(node)
    lines = difflib.unified_diff(
        source.text.splitlines(), edited.text.splitlines(), n=0, lineterm=""
    )
    changed = [line for line in list(lines)[2:] if not line.startswith("@@")]
    return "\n".join([f"@@ {name or 'top level'} @@", *changed])
