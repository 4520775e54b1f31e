"""Source text as a hash that is the same for what is only another spelling."""

from __future__ import annotations

import ast
import hashlib
from typing import Any


def plain_code(statements: list[str]) -> str:
    """SHA-256 of statements that ``plain_statements`` has written."""
    text = "".join(statements)
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()


def plain_statements(text: str | bytes) -> str:
    """The statements of a source, a line each, without docstrings, annotations, the names of local
    variables, and what is only another spelling: ``--1`` is ``1``.

    As ``grader.isolation.fingerprint`` has it; a third of the time of its passes and ``ast.dump``
    counts where hundreds of mutants are compared.

    Raises:
        SyntaxError: if Python cannot read the text.
    """
    lines = []
    for node in ast.parse(text).body:
        if not is_text(node):
            writer = _Writer()
            writer.visit(node)
            lines.append(" ".join(writer.words) + "\n")
    return "".join(lines)


def is_text(node: ast.AST) -> bool:
    """Whether a statement is a constant that nobody uses, such as a docstring."""
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


class _Writer(ast.NodeVisitor):
    """Writes a tree as words; local variables are numbered."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self._numbers: dict[str, str] = {}

    def generic_visit(self, node: ast.AST) -> None:
        self._write(node, [getattr(node, name, None) for name in node._fields if name != "ctx"])

    def visit_Name(self, node: ast.Name) -> None:
        self.words += ["name", self._numbers.get(node.id, node.id)]

    def visit_arg(self, node: ast.arg) -> None:
        self.words += ["name", self._numbers.get(node.arg, node.arg)]

    def visit_Constant(self, node: ast.Constant) -> None:
        self.words.append(repr(node.value))

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        outer, first = self._numbers, len(self._numbers)
        numbers = {name: f"v{first + i}" for i, name in enumerate(_local_names(node))}
        self._numbers = {**outer, **numbers}
        self._write(node, [node.name, node.args, _body(node), node.decorator_list])
        self._numbers = outer

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self._write(node, [node.name, node.bases, node.keywords, _body(node), node.decorator_list])

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        if node.value is not None:
            self.visit(ast.Assign([node.target], node.value))

    def visit_UnaryOp(self, node: ast.UnaryOp) -> None:
        self._visit_simplified(node)

    def visit_BinOp(self, node: ast.BinOp) -> None:
        self._visit_simplified(node)

    def _visit_simplified(self, node: ast.expr) -> None:
        simple = _simplified(node)
        if isinstance(simple, ast.UnaryOp | ast.BinOp):
            self.generic_visit(simple)
        else:
            self.visit(simple)

    def _write(self, node: ast.AST, parts: list[Any]) -> None:
        self.words.append(type(node).__name__)
        for part in parts:
            self._write_part(part)

    def _write_part(self, part: Any) -> None:
        if isinstance(part, ast.AST):
            self.visit(part)
        elif isinstance(part, list):
            self.words.append("(")
            for one in part:
                self._write_part(one)
            self.words.append(")")
        else:
            self.words.append(repr(part))


def _body(node: ast.FunctionDef | ast.ClassDef) -> list[ast.stmt]:
    return node.body[1:] or [ast.Pass()] if is_text(node.body[0]) else node.body


def _local_names(node: ast.FunctionDef) -> list[str]:
    """Parameters and assigned names of a function, in an order that its tree alone decides."""
    names: dict[str, None] = {}
    declared: set[str] = set()
    waiting: list[Any] = [node]
    while waiting:
        inner = waiting.pop()
        if isinstance(inner, ast.Name):
            if isinstance(inner.ctx, ast.Store):
                names[inner.id] = None
            continue
        if isinstance(inner, ast.arg):
            names[inner.arg] = None
        elif isinstance(inner, ast.Global | ast.Nonlocal):
            declared.update(inner.names)
        for field in inner._fields if isinstance(inner, ast.AST) else ():
            value = getattr(inner, field, None)
            waiting += value if isinstance(value, list) else [value]
    return [name for name in names if name not in declared]


def _simplified(node: ast.expr) -> ast.expr:
    """Without double signs, powers of one, and the sign of zero."""
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return _negative(_simplified(node.operand))
    if isinstance(node, ast.BinOp):
        right = _simplified(node.right)
        if isinstance(node.op, ast.Pow) and isinstance(right, ast.Constant) and right.value == 1:
            return _simplified(node.left)
        other = {ast.Add: ast.Sub, ast.Sub: ast.Add}.get(type(node.op))
        if other and isinstance(right, ast.UnaryOp) and isinstance(right.op, ast.USub):
            return ast.BinOp(node.left, other(), right.operand)
        return ast.BinOp(node.left, node.op, right)
    return node


def _negative(inner: ast.expr) -> ast.expr:
    if isinstance(inner, ast.UnaryOp) and isinstance(inner.op, ast.USub):
        return inner.operand
    if isinstance(inner, ast.Constant) and type(inner.value) is int and not inner.value:
        return inner
    return ast.UnaryOp(ast.USub(), inner)
