"""From a solution to its mutants: each differs in one place, and no two are the same code."""

from __future__ import annotations

import ast
import difflib
import hashlib
from collections.abc import Collection
from dataclasses import dataclass, field

from grader.isolation.fingerprint import normalised

# Each registers its kinds of change.
from tools.mutants import calls, expressions, operands, statements  # noqa: F401
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
        place: among what the operator makes of this part of the code, the likeliest first.
        code: as ``plain_code`` has it.
    """

    operator: str
    line: int
    text: str
    diff: str
    place: int = 0
    code: str = field(default="", repr=False)


def mutants_of(solution: str, passed_over: Collection[str] = ()) -> list[Mutant]:
    """Every mutant that Python can read, in the order of the solution's lines.

    Args:
        passed_over: lines, without indentation, in which nothing is changed.

    Raises:
        SyntaxError: if ``solution`` is not Python.
    """
    source = Source(solution)
    codes = {plain_code(solution)}
    mutants: list[Mutant] = []
    lines = solution.splitlines()
    for node in source.nodes():
        if passed_over and lines[getattr(node, "lineno", 1) - 1].strip() in passed_over:
            continue
        for name, operator in OPERATORS.items():
            for place, edits in enumerate(operator(source, node)):
                text = source.edited(edits)
                if text is None or not _compiles(text):
                    continue
                code = plain_code(text)
                if code not in codes:
                    codes.add(code)
                    line, diff = getattr(node, "lineno", 1), _diff(source, node, text)
                    mutants.append(Mutant(name, line, text, diff, place, code))
    return mutants


def _compiles(text: str) -> bool:
    try:
        compile(text, "mutant", "exec", dont_inherit=True)
    except SyntaxError:  # such as a return outside a function
        return False
    return True


def plain_code(text: str) -> str:
    """SHA-256 of the normalised syntax tree, without what is only another spelling: ``--1`` is
    ``1``.

    Raises:
        SyntaxError: if Python cannot read the text.
    """
    tree = normalised(ast.unparse(_Plain().visit(ast.parse(text))))
    return hashlib.sha256(tree.encode("utf-8", "surrogateescape")).hexdigest()


class _Plain(ast.NodeTransformer):
    """Drops double signs, powers of one, and the sign of zero."""

    def visit_UnaryOp(self, node: ast.UnaryOp) -> ast.AST:
        self.generic_visit(node)
        inner = node.operand
        if isinstance(node.op, ast.USub):
            if isinstance(inner, ast.UnaryOp) and isinstance(inner.op, ast.USub):
                return inner.operand
            if isinstance(inner, ast.Constant) and type(inner.value) is int and not inner.value:
                return inner
        return node

    def visit_BinOp(self, node: ast.BinOp) -> ast.AST:
        self.generic_visit(node)
        right = node.right
        if isinstance(node.op, ast.Pow) and isinstance(right, ast.Constant) and right.value == 1:
            return node.left
        if isinstance(right, ast.UnaryOp) and isinstance(right.op, ast.USub):
            if isinstance(node.op, ast.Add):
                return ast.BinOp(node.left, ast.Sub(), right.operand)
            if isinstance(node.op, ast.Sub):
                return ast.BinOp(node.left, ast.Add(), right.operand)
        return node


def _diff(source: Source, node: ast.AST, text: str) -> str:
    name = node.name if isinstance(node, FUNCTIONS) else source.function_of(node)
    lines = difflib.unified_diff(source.text.splitlines(), text.splitlines(), n=0, lineterm="")
    changed = [line for line in list(lines)[2:] if not line.startswith("@@")]
    return "\n".join([f"@@ {name or 'top level'} @@", *changed])
