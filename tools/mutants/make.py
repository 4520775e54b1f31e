"""From a solution to its mutants: each differs in one place, and no two are the same code."""

from __future__ import annotations

import ast
import difflib
from collections.abc import Collection
from dataclasses import dataclass

from grader.isolation.fingerprint import normalised

# Each registers its kinds of change.
from tools.mutants import calls, expressions, statements  # noqa: F401
from tools.mutants.operators import OPERATORS
from tools.mutants.source import FUNCTIONS, Source


@dataclass(frozen=True)
class Mutant:
    """A slightly wrong version of a solution.

    Attributes:
        operator: the kind of change.
        line: line of the solution at which it was made.
        text: the whole source.
        diff: the function's name between ``@@``, then the lines that changed.
    """

    operator: str
    line: int
    text: str
    diff: str


def mutants_of(solution: str, passed_over: Collection[str] = ()) -> list[Mutant]:
    """Every mutant that Python can read, in the order of the solution's lines.

    Args:
        passed_over: lines, without indentation, in which nothing is changed.

    Raises:
        SyntaxError: if ``solution`` is not Python.
    """
    source = Source(solution)
    seen = {normalised(solution)}
    mutants: list[Mutant] = []
    lines = solution.splitlines()
    for node in source.nodes():
        if passed_over and lines[getattr(node, "lineno", 1) - 1].strip() in passed_over:
            continue
        for name, operator in OPERATORS.items():
            for edits in operator(source, node):
                text = source.edited(edits)
                if text is None or not _compiles(text):
                    continue
                tree = normalised(text)
                if tree not in seen:
                    seen.add(tree)
                    line = getattr(node, "lineno", 1)
                    mutants.append(Mutant(name, line, text, _diff(source, node, text)))
    return mutants


def _compiles(text: str) -> bool:
    try:
        compile(text, "mutant", "exec", dont_inherit=True)
    except SyntaxError:  # such as a return outside a function
        return False
    return True


def _diff(source: Source, node: ast.AST, text: str) -> str:
    name = node.name if isinstance(node, FUNCTIONS) else source.function_of(node)
    lines = difflib.unified_diff(source.text.splitlines(), text.splitlines(), n=0, lineterm="")
    changed = [line for line in list(lines)[2:] if not line.startswith("@@")]
    return "\n".join([f"@@ {name or 'top level'} @@", *changed])
